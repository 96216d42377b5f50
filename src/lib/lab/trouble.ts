/** What stood in the way of a run, for whoever has words of their own for it. */
export type Trouble =
  | { readonly kind: 'nothing-listens'; readonly where: string }
  | { readonly kind: 'unreachable'; readonly where: string }
  | { readonly kind: 'unknown-host'; readonly host: string }
  | { readonly kind: 'no-answer'; readonly where: string; readonly port: Port }
  | {
      readonly kind: 'hung-up';
      readonly where: string;
      readonly port: Port;
      readonly hasCertificate: boolean;
    }
  | { readonly kind: 'login-refused'; readonly where: string; readonly user: string }
  | { readonly kind: 'connection-refused'; readonly where: string; readonly said: string }
  | {
      readonly kind: 'no-virtual-host';
      readonly server: string;
      readonly vhost: string;
      readonly user: string;
    }
  | { readonly kind: 'not-amqp'; readonly where: string; readonly port: Port; readonly reason: string }
  /** The user may not do what is needed; `line` is the command that lets them. */
  | { readonly kind: 'no-permission'; readonly said: string; readonly line: string }
  | { readonly kind: 'refused'; readonly said: string }
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'timeout'; readonly seconds: number; readonly waiting: string }
  | { readonly kind: 'blocked'; readonly seconds: number; readonly waiting: string }
  | { readonly kind: 'interrupted' }
  /** What was given is no broker; `of` is the flag or the variable, `meant` what was likely meant. */
  | { readonly kind: 'no-broker'; readonly got: string; readonly of?: string; readonly meant?: string };

/** A broker's port, and whether TLS was spoken there. */
export interface Port {
  readonly number: number;
  readonly isTls: boolean;
}

/** The same with each text in it as `to` makes it. */
export function withTexts(trouble: Trouble, to: (text: string) => string): Trouble {
  const entries = Object.entries(trouble).map(([name, value]) => [
    name,
    typeof value === 'string' && name !== 'kind' ? to(value) : value,
  ]);
  return Object.fromEntries(entries);
}
