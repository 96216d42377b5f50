// What a scenario file says, once the schema has let it through. Integers are bigints: see source.ts.

export interface FileShape {
  readonly name?: string;
  readonly definitions?: string;
  readonly virtual_host?: string;
  readonly exchanges?: readonly ExchangeShape[];
  readonly queues?: readonly QueueShape[];
  readonly bindings?: readonly BindingShape[];
  readonly steps?: readonly StepShape[];
  readonly expect: ExpectShape;
  readonly lint?: LintShape;
}

/** By rule the reason why it is off; or for each exchange, queue or binding of which it is to say nothing. */
export interface LintShape {
  readonly off?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

export interface ExchangeShape {
  readonly name: string;
  readonly type: string;
  readonly durable?: boolean;
  readonly auto_delete?: boolean;
  readonly internal?: boolean;
  readonly arguments?: object;
}

export interface QueueShape {
  readonly name: string;
  readonly durable?: boolean;
  readonly auto_delete?: boolean;
  readonly exclusive?: boolean;
  readonly arguments?: object;
  readonly type?: string;
}

export type BindingShape = string | BindingFields;

interface BindingFields {
  readonly source: string;
  readonly destination: string;
  readonly destination_type?: 'queue' | 'exchange';
  readonly routing_key?: string;
  readonly arguments?: object;
}

export type BindStepShape = string | (BindingFields & { readonly by?: string });

export interface PublishShape {
  readonly id?: string;
  readonly exchange?: string;
  readonly routing_key?: string;
  readonly headers?: object;
  readonly body?: string;
  readonly persistent?: boolean;
  readonly priority?: bigint;
  readonly expiration?: bigint | string;
  readonly reply_to?: string;
  readonly by?: string;
  readonly mandatory?: boolean;
  readonly wants_reply?: boolean;
  readonly confirm_lost?: boolean;
  readonly recovers?: boolean;
}

export type AnswerShape = 'ack' | 'reject' | 'requeue' | 'hold' | 'retry';

export interface ConsumeShape {
  readonly consumer: string;
  readonly queue: string;
  readonly by?: string;
  readonly prefetch?: bigint;
  readonly channel_prefetch?: bigint;
  readonly no_ack?: boolean;
  readonly exclusive?: boolean;
  readonly arguments?: object;
  readonly takes_ms?: bigint;
  readonly answer?: AnswerShape;
  readonly failures?: bigint;
  readonly except?: Readonly<Record<string, AnswerShape>>;
  readonly batch?: bigint;
  readonly skips_duplicates?: boolean;
  readonly replies?: boolean;
  readonly publishes?: {
    readonly exchange: string;
    readonly routing_key: string;
    readonly each?: 'message' | 'csv-row';
  };
  readonly retries?: { readonly exchange: string; readonly routing_keys: readonly string[] };
}

export interface GetShape {
  readonly by?: string;
  readonly queue: string;
  readonly no_ack?: boolean;
  readonly answer?: Exclude<AnswerShape, 'retry'>;
}

/** Exactly one of them is there. */
export interface StepShape {
  readonly publish?: PublishShape;
  readonly confirms?: { readonly by?: string } | null;
  readonly consume?: ConsumeShape;
  readonly get?: string | GetShape;
  readonly cancel?: string;
  readonly answer?: {
    readonly consumer: string;
    readonly message: string;
    readonly answer: 'ack' | 'reject' | 'requeue';
    readonly multiple?: boolean;
  };
  readonly declare?: {
    readonly by?: string;
    readonly exchange?: ExchangeShape;
    readonly queue?: QueueShape;
    readonly alias?: string;
    readonly passive?: boolean;
  };
  readonly bind?: BindStepShape;
  readonly unbind?: BindStepShape;
  readonly delete?: { readonly by?: string; readonly queue?: string; readonly exchange?: string };
  readonly purge?: string | { readonly by?: string; readonly queue: string };
  readonly cut?: { readonly who: string; readonly recovers?: boolean };
  readonly restart?: object | null;
  readonly wait?: bigint;
  readonly drain?: object | null;
  readonly look?: string;
}

export type ErrorShape = bigint | string;

export interface MessageShape {
  readonly queues?: readonly string[];
  readonly returned?: boolean;
  readonly refused?: boolean;
  readonly unconfirmed?: boolean;
  readonly dropped?: boolean;
  readonly dead_lettered?: readonly (
    | string
    | { readonly queue: string; readonly reason: string; readonly count?: bigint }
  )[];
  readonly error?: ErrorShape;
}

export interface ExpectShape {
  readonly messages?: Readonly<Record<string, readonly string[] | MessageShape>>;
  readonly queues?: Readonly<Record<string, readonly string[] | bigint>>;
  readonly consumers?: Readonly<
    Record<string, readonly string[] | bigint | { readonly least: bigint; readonly most: bigint }>
  >;
  readonly errors?: Readonly<Record<string, ErrorShape | readonly ErrorShape[]>>;
  readonly skipped?: Readonly<Record<string, readonly string[]>>;
  readonly empty?: Readonly<Record<string, readonly string[]>>;
  readonly cancelled?: readonly string[];
  readonly gone?: readonly string[];
  readonly looks?: Readonly<Record<string, Readonly<Record<string, bigint | 'gone' | 'locked' | 'stream'>>>>;
}
