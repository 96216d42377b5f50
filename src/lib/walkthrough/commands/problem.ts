/** What is wrong with a typed line; each language has a sentence for it. */
export type Problem =
  | { readonly kind: 'unknown-command'; readonly word: string; readonly similar: readonly string[] }
  | { readonly kind: 'usage'; readonly usage: string; readonly example: string }
  | { readonly kind: 'unknown-option'; readonly option: string; readonly known: readonly string[] }
  | { readonly kind: 'wrong-value'; readonly of: string; readonly wanted: string; readonly got: string }
  | { readonly kind: 'wrong-header'; readonly text: string }
  | { readonly kind: 'name-too-long'; readonly name: string }
  | { readonly kind: 'quoted-name' | 'reserved-name'; readonly name: string }
  | { readonly kind: 'unknown-type'; readonly type: string; readonly known: readonly string[] }
  | {
      readonly kind: 'no-queue' | 'no-exchange' | 'no-entity';
      readonly name: string;
      readonly known: readonly string[];
    }
  | { readonly kind: 'no-binding'; readonly known: number }
  | { readonly kind: 'bound-already' | 'there-already'; readonly name: string }
  /** There is one of that name, declared otherwise: 406. */
  | { readonly kind: 'declared-otherwise'; readonly name: string }
  | { readonly kind: 'default-exchange' }
  | { readonly kind: 'wrong-x-match'; readonly mode: string; readonly known: readonly string[] }
  | { readonly kind: 'nothing-to-undo' }
  | { readonly kind: 'no-consumer'; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: 'consumer-there'; readonly name: string }
  /** A consumer is on one channel, and so is whoever else has its name. */
  | { readonly kind: 'other-channel'; readonly name: string; readonly role: string }
  | { readonly kind: 'no-message'; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: 'not-together'; readonly one: string; readonly other: string }
  | { readonly kind: 'not-alone'; readonly name: string; readonly role: string }
  | { readonly kind: 'no-client'; readonly name: string; readonly known: readonly string[] }
  /** It has not received that message on its present connection. */
  | { readonly kind: 'not-received'; readonly consumer: string; readonly received: readonly string[] }
  | { readonly kind: 'not-consuming'; readonly consumer: string }
  | { readonly kind: 'too-much'; readonly most: number };

/** Thrown on the way from a line to a command, and caught where the line was typed. */
export class CommandProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.kind);
    this.name = 'CommandProblem';
    this.problem = problem;
  }
}
