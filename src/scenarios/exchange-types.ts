import type { Scenario } from '../lib/lab/define-scenario.ts';
import { direct } from './direct.ts';
import { fanout } from './fanout.ts';
import { headers } from './headers.ts';
import { topic } from './topic.ts';

/** The scenarios that are commands of their own, in teaching order. */
export const exchangeTypes: readonly Scenario[] = [fanout, direct, topic, headers];
