import { assertNever } from '../../lab/errors.ts';
import {
  type AnswerStep,
  type ConsumeStep,
  type DeclareStep,
  OPERATOR,
  PRODUCER,
  type Step,
} from '../../lab/experiment.ts';
import { arrowText, exchangeLine, queueAttributes } from '../declared.ts';
import { durationText, visible } from '../text.ts';
import { ANSWERS, consumerTexts } from './behaviour.ts';
import { publishText } from './publishing.ts';

/** One step in plain words, in one line. */
export function stepText(step: Step): string {
  switch (step.kind) {
    case 'publish':
      return publishText(step);
    case 'confirms':
      return step.by === undefined || step.by === PRODUCER
        ? 'wait for the confirms'
        : `${visible(step.by)} waits for its confirms`;
    case 'consume':
      return consumeText([step]);
    case 'cancel':
      return `${visible(step.consumer)} stops consuming`;
    case 'answer':
      return answerText(step);
    case 'declare':
      return declareText(step);
    case 'bind':
    case 'unbind':
      return `${does(step.by, step.kind)} ${arrowText(step.binding)}`;
    case 'delete':
      return `${does(step.by, 'delete')} ${step.queue === undefined ? `exchange ${visible(step.exchange ?? '')}` : `queue ${visible(step.queue)}`}`;
    case 'purge':
      return `${does(step.by, 'purge')} queue ${visible(step.queue)}`;
    case 'cut':
      return `${visible(step.who)}'s connection breaks${step.recovers ? '; it connects again' : ''}`;
    case 'restart':
      return 'restart the broker';
    case 'wait':
      return `wait ${durationText(step.ms)}`;
    case 'drain':
      return 'wait until no consumer has work left';
    case 'look':
      return `look: ${visible(step.at)}`;
    default:
      return assertNever(step);
  }
}

/** Consumers of one queue that do alike: `c1, c2 consume work: prefetch 1, takes 100 ms, rejects`. */
export function consumeText(steps: readonly [ConsumeStep, ...ConsumeStep[]]): string {
  const [first] = steps;
  const names = steps.map(({ consumer }) => visible(consumer)).join(', ');
  const how = consumerTexts(first);
  const what = `${names} ${steps.length === 1 ? 'consumes' : 'consume'} ${visible(first.queue)}`;
  return how.length === 0 ? what : `${what}: ${how.join(', ')}`;
}

function answerText({ consumer, message, answer, multiple }: AnswerStep): string {
  return `${visible(consumer)} ${ANSWERS[answer]} ${multiple ? 'everything up to ' : ''}${visible(message)}`;
}

function declareText({ by, queue, exchange, alias, passive }: DeclareStep): string {
  if (passive) {
    const what = exchange ? `exchange ${visible(exchange.name)}` : `queue ${visible(queue?.name ?? '')}`;
    return `${does(by, 'ask')} whether ${what} is there`;
  }
  const declares = does(by, 'declare');
  if (exchange) return `${declares} exchange ${oneSpace(exchangeLine(exchange))}`;
  if (!queue) return declares;
  const name = queue.name === '' ? 'a queue without a name' : `queue ${visible(queue.name)}`;
  const called = alias === undefined ? '' : `, called ${visible(alias)} here`;
  return `${declares} ${name}${called} (${queueAttributes(queue)})`;
}

const oneSpace = (text: string): string => text.replace('  (', ' (');

/** The verb, and before it who does it, where that is a role of its own. */
function does(by: string | undefined, verb: string): string {
  return by === undefined || by === OPERATOR ? verb : `${visible(by)} ${verb}s`;
}
