import { assertNever } from '../../lab/errors.ts';
import {
  type AnswerStep,
  asConsumer,
  type ConsumeStep,
  type DeclareStep,
  type GetStep,
  OPERATOR,
  PRODUCER,
  type Step,
} from '../../lab/experiment.ts';
import { leavesOutQueue } from '../../lab/last-declared.ts';
import type { Binding } from '../../routing/topology.ts';
import { arrowText, exchangeLine, queueAttributes } from '../declared.ts';
import { durationText, visible } from '../text.ts';
import { english } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import { consumerTexts } from './behaviour.ts';
import { publishText } from './publishing.ts';

/** One step in plain words, in one line. */
export function stepText(step: Step, words: Words = english): string {
  const { steps } = words;
  switch (step.kind) {
    case 'publish':
      return publishText(step, words);
    case 'confirms':
      return steps.confirms(whoBut(PRODUCER, step.by));
    case 'consume':
      return consumeText([step], words);
    case 'get':
      return getText([step], words);
    case 'cancel':
      return steps.cancels(visible(step.consumer));
    case 'answer':
      return answerText(step, words);
    case 'declare':
      return declareText(step, words);
    case 'bind':
    case 'unbind':
      return steps[step.kind](whoBut(OPERATOR, step.by), boundText(step.binding, words));
    case 'delete':
      return steps.deletes(whoBut(OPERATOR, step.by), entityText(step, words));
    case 'purge':
      return steps.purges(whoBut(OPERATOR, step.by), entityText(step, words));
    case 'cut':
      return steps.cut(visible(step.who), step.recovers === true);
    case 'restart':
      return steps.restart;
    case 'wait':
      return steps.wait(durationText(step.ms));
    case 'drain':
      return steps.drain;
    case 'look':
      return steps.look(visible(step.at));
    default:
      return assertNever(step);
  }
}

/** Consumers of one queue that do alike: `c1, c2 consume work: prefetch 1, takes 100 ms, rejects`. */
export function consumeText(steps: readonly [ConsumeStep, ...ConsumeStep[]], words: Words): string {
  const [first] = steps;
  const names = steps.map(({ consumer }) => visible(consumer)).join(', ');
  const what = words.steps.consumes(names, steps.length, visible(first.queue));
  return withDetails(what, consumerTexts(first, words));
}

/** Gets that are alike: `poller gets from work, 3 times: rejects`. */
export function getText(steps: readonly [GetStep, ...GetStep[]], words: Words): string {
  const { consumer, queue, ...how } = asConsumer(steps[0]);
  const what = words.steps.gets(visible(consumer), visible(queue), steps.length);
  return withDetails(what, consumerTexts({ consumer, queue, ...how }, words));
}

const withDetails = (what: string, how: readonly string[]): string =>
  how.length === 0 ? what : `${what}: ${how.join(', ')}`;

function answerText({ consumer, message, answer, multiple }: AnswerStep, words: Words): string {
  return words.steps.answers(visible(consumer), words.answers[answer], visible(message), multiple === true);
}

const boundText = (binding: Binding, { steps }: Words): string =>
  `${arrowText(binding)}${leavesOutQueue(binding) ? steps.lastDeclared : ''}`;

function declareText({ by, queue, exchange, alias, passive }: DeclareStep, words: Words): string {
  const who = whoBut(OPERATOR, by);
  const { steps } = words;
  if (passive)
    return steps.asks(who, entityText({ queue: queue?.name ?? '', exchange: exchange?.name }, words));
  if (exchange) return steps.declares(who, steps.exchange(oneSpace(exchangeLine(exchange))));
  if (!queue) return steps.declares(who, '');
  const name = queue.name === '' ? steps.namelessQueue : steps.queue(visible(queue.name));
  const called = alias === undefined ? '' : steps.calledHere(visible(alias));
  return steps.declares(who, `${name}${called} (${queueAttributes(queue)})`);
}

interface Entity {
  readonly queue?: string | undefined;
  readonly exchange?: string | undefined;
}

const entityText = ({ queue = '', exchange }: Entity, { steps }: Words): string =>
  exchange === undefined ? steps.queue(visible(queue)) : steps.exchange(visible(exchange));

const oneSpace = (text: string): string => text.replace('  (', ' (');

/** Who does it, where that is not who does it anyway. */
const whoBut = (usual: string, by: string | undefined): string | null =>
  by === undefined || by === usual ? null : visible(by);
