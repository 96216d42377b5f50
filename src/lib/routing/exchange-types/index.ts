import type { ExchangeType } from '../match.ts';
import type { ExchangeTypeName } from '../topology.ts';
import { direct } from './direct.ts';
import { fanout } from './fanout.ts';
import { headers } from './headers.ts';
import { topic } from './topic.ts';

const TYPES: Readonly<Record<ExchangeTypeName, ExchangeType>> = { direct, fanout, topic, headers };

/** The named exchange type. A plugin's type is not modelled: its bindings are reported so and take nothing. */
export function exchangeType(name: string): ExchangeType {
  return Object.hasOwn(TYPES, name) ? TYPES[name as ExchangeTypeName] : notModelled(name);
}

const notModelled = (exchangeTypeName: string): ExchangeType => ({
  readsKeys: false,
  match: () => ({ matched: false, kind: 'not-modelled', exchangeType: exchangeTypeName }),
  createIndex: () => ({ add() {}, remove() {}, visitMatches() {} }),
});
