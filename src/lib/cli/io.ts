import type { Readable } from 'node:stream';
import type { OutputStream } from '../render/terminal.ts';
import type { Prompter } from './learn/prompter.ts';

/** What the command line touches of the outside, so that it runs in a test without a process of its own. */
export interface Io {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** What is piped in, or typed. */
  readonly stdin?: Readable & { readonly isTTY?: boolean };
  /** Calls the listener when the person or the system asks to end; gives what stops listening. */
  onEndRequest(listener: () => void): () => void;
  /** Asks the person a question; undefined where there is nobody to be asked. */
  readonly ask?: ((question: string, signal: AbortSignal) => Promise<string>) | undefined;
  /** Leads a learner; undefined where there is no terminal. `plain` is for screen readers. */
  readonly prompter?: ((plain: boolean) => Promise<Prompter>) | undefined;
}

export interface Output extends OutputStream {
  /** `written` is called once it is, or cannot be. */
  write(text: string, written?: (error?: Error | null) => void): unknown;
}
