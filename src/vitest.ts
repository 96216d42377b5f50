import { chai, expect, type TestContext } from 'vitest';
import { type Claim, type ClaimedTopology, refute } from './lib/render/explain/claims.ts';
import type { AskedMessage } from './lib/routing/explain/explain.ts';
import type { Topology } from './lib/routing/topology.ts';

// `import 'mq-lab/vitest'` teaches vitest's expect where a topology routes a message.

/** What follows `expect(topology).toRoute(message)`. */
export interface RouteAssertion {
  /** These queues get the message, and no others do. */
  to(...queues: string[]): void;
  readonly not: {
    /** None of these queues gets the message. */
    to(...queues: string[]): void;
  };
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: it has to be declared as vitest does
  interface Matchers<T = any> {
    /**
     * A queue gets the message; with `.to('billing', 'audit')`, or the names as a list, these queues do and no others.
     * `.not.toRoute(message)` says that none does, `.toRoute(message).not.to('billing')` that this one does not.
     */
    toRoute(message: AskedMessage, queues?: readonly string[]): RouteAssertion;
    /** The queue gets the message, whichever others do. */
    toReach(queue: string, message: AskedMessage): void;
  }
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
  readonly actual?: unknown;
  readonly expected?: unknown;
}

const matchers = {
  toRoute(
    this: { readonly isNot: boolean },
    received: unknown,
    message: AskedMessage,
    queues?: readonly string[],
  ): MatcherResult {
    return result(received, message, routeClaim(queues, this.isNot), this.isNot);
  },
  toReach(
    this: { readonly isNot: boolean },
    received: unknown,
    queue: string,
    message: AskedMessage,
  ): MatcherResult {
    return result(
      received,
      message,
      { kind: this.isNot ? 'none-of' : 'at-least', queues: [queue] },
      this.isNot,
    );
  },
};

function routeClaim(queues: readonly string[] | undefined, isNot: boolean): Claim {
  if (queues === undefined) return { kind: isNot ? 'nowhere' : 'somewhere' };
  if (queues.length === 0)
    throw new TypeError('expected the names of queues; for none: expect(topology).not.toRoute(message)');
  return { kind: isNot ? 'none-of' : 'exactly', queues };
}

/** vitest fails where a negated matcher passes; whether the claim, which is negated itself, holds is what counts. */
function result(received: unknown, message: AskedMessage, claim: Claim, isNot: boolean): MatcherResult {
  const refutation = refute(topologyOf(received), message, claim);
  const holds = refutation === undefined;
  return {
    pass: isNot ? !holds : holds,
    message: () => refutation?.message ?? '',
    ...(claim.kind === 'exactly' && { actual: refutation?.observed, expected: [...claim.queues].sort() }),
  };
}

function topologyOf(received: unknown): ClaimedTopology {
  if (isTopology(received)) return { topology: received };
  const { topology, virtualHost } = (received ?? {}) as { topology?: unknown; virtualHost?: unknown };
  if (isTopology(topology)) return { topology, ...(typeof virtualHost === 'string' && { virtualHost }) };
  throw new TypeError(
    'expected a topology with exchanges, queues and bindings, or what readDefinitions gives, in expect(…)',
  );
}

const isTopology = (value: unknown): value is Topology =>
  ['exchanges', 'queues', 'bindings'].every((key) =>
    Array.isArray((value as Record<string, unknown> | null | undefined)?.[key]),
  );

expect.extend(matchers);

// A matcher of vitest's gives nothing that could have a `.to`; what becomes of it, a method of chai's, may.
chai.use(({ Assertion }, utils) => {
  utils.overwriteMethod(
    Assertion.prototype,
    'toRoute',
    (toRoute: Route) =>
      function (this: object, message: AskedMessage, queues?: readonly string[]): RouteAssertion {
        const isNot = utils.flag(this, 'negate') === true;
        const claim = (negate: boolean, names?: readonly string[]): void => {
          utils.flag(this, 'negate', negate);
          toRoute.call(this, message, names);
        };
        const isWhole = queues !== undefined || isNot || utils.flag(this, 'poll') === true;
        if (isWhole) claim(isNot, queues);
        const withdraw = isWhole ? () => {} : failLater(() => claim(false), utils.flag(this, 'vitest-test'));
        const to =
          (negate: boolean) =>
          (...names: string[]): void => {
            if (isNot) throw new TypeError('write toRoute(message).not.to(…) for not.toRoute(message).to(…)');
            withdraw();
            claim(negate, names);
          };
        return { to: to(false), not: { to: to(true) } };
      },
  );
});

type Route = (this: object, message: AskedMessage, queues?: readonly string[]) => void;

/**
 * A message that no queue gets fails at the end of the test, unless a `.to` takes its place, which knows better what
 * was expected. Gives what withdraws the failure.
 */
function failLater(assert: () => void, test: { readonly context: TestContext } | undefined): () => void {
  let isWithdrawn = false;
  try {
    assert();
  } catch (error) {
    if (!test || error instanceof TypeError) throw error;
    test.context.onTestFinished(() => {
      if (!isWithdrawn) throw error;
    });
  }
  return () => {
    isWithdrawn = true;
  };
}
