import { groupBy } from '../../group-by.ts';
import type { Answer, Behaviour, ConsumeStep } from '../../lab/experiment.ts';
import { formatValue } from '../../routing/values.ts';
import { durationText, visible, visibleKey } from '../text.ts';

/** What a consumer does with a message, in the third person. */
export const ANSWERS: Readonly<Record<Answer, string>> = {
  ack: 'acks',
  reject: 'rejects',
  requeue: 'requeues',
  hold: 'holds',
  retry: 'retries',
};

/** How a consumer consumes: `prefetch 1`, `takes 100 ms`, `rejects`, …; nothing where it acknowledges at once. */
export function consumerTexts({
  prefetch,
  noAck,
  exclusive,
  arguments: args,
  behaviour,
}: ConsumeStep): string[] {
  return [
    prefetch !== undefined && `prefetch ${prefetch}`,
    noAck && 'without acknowledging',
    exclusive && 'exclusively',
    ...Array.from(args ?? [], ([key, value]) => visible(`${key}=${formatValue(value)}`)),
    ...(behaviour ? behaviourTexts(behaviour) : []),
  ].filter((text) => typeof text === 'string');
}

function behaviourTexts(behaviour: Behaviour): (string | false | undefined)[] {
  const { takesMs, batch, skipsDuplicates, replies, publishes } = behaviour;
  return [
    takesMs !== undefined && `takes ${durationText(takesMs)}`,
    ...answerTexts(behaviour),
    batch !== undefined && `acks ${batch} at a time`,
    skipsDuplicates && 'skips duplicates',
    replies && 'replies',
    publishes &&
      `publishes ${publishes.each === 'csv-row' ? 'each CSV row' : 'each'} to ${target(publishes.exchange, publishes.routingKey)}`,
  ];
}

function answerTexts({ answer = 'ack', failures, except = {}, retries }: Behaviour): string[] {
  const does = (which: Answer, of: string): string => {
    const isLimited = failures !== undefined && which !== 'ack' && which !== 'hold';
    const first = failures === 1 ? 'delivery' : `${failures} deliveries`;
    const what = isLimited ? `the first ${first} of ${of || 'each'}` : of;
    const over = which === 'retry' && retries ? `over ${retryTarget(retries)}` : '';
    return [ANSWERS[which], what, over].filter(Boolean).join(' ');
  };
  const others = groupBy(Object.entries(except), ([, other]) => other);
  return [
    ...(answer === 'ack' ? [] : [does(answer, '')]),
    ...Array.from(others, ([other, of]) => does(other, of.map(([id]) => visible(id)).join(', '))),
  ];
}

/** Where a message is published to; the default exchange's keys are queue names. */
export function target(exchange: string, routingKey: string): string {
  if (exchange === '') return `queue ${visibleKey(routingKey)}`;
  return `${visible(exchange)}${routingKey === '' ? '' : ` with key ${visible(routingKey)}`}`;
}

function retryTarget({ exchange, routingKeys }: NonNullable<Behaviour['retries']>): string {
  const keys = routingKeys.map(visibleKey).join(', then ');
  return exchange === '' ? keys : `${visible(exchange)} with key ${keys}`;
}
