import { groupBy } from '../../group-by.ts';
import type { Answer, Behaviour, ConsumeStep, Forwarding } from '../../lab/experiment.ts';
import { formatValue } from '../../routing/values.ts';
import { durationText, visible, visibleKey } from '../text.ts';
import type { Words } from '../words/words.ts';

/** How a consumer consumes: `on app's channel`, `prefetch 1`, `takes 100 ms`, `rejects`, …; nothing where it acknowledges at once. */
export function consumerTexts(
  { by, prefetch, channelPrefetch, noAck, exclusive, arguments: args, behaviour }: ConsumeStep,
  words: Words,
): string[] {
  return [
    by !== undefined && words.behaviour.by(visible(by)),
    prefetch !== undefined && words.behaviour.prefetch(prefetch),
    channelPrefetch !== undefined && words.behaviour.channelPrefetch(channelPrefetch),
    noAck && words.behaviour.noAck,
    exclusive && words.behaviour.exclusive,
    ...Array.from(args ?? [], ([key, value]) => visible(`${key}=${formatValue(value)}`)),
    ...(behaviour ? behaviourTexts(behaviour, words) : []),
  ].filter((text) => typeof text === 'string');
}

function behaviourTexts(behaviour: Behaviour, words: Words): (string | false | undefined)[] {
  const { takesMs, batch, skipsDuplicates, replies, publishes } = behaviour;
  return [
    takesMs !== undefined && words.behaviour.takes(durationText(takesMs)),
    ...answerTexts(behaviour, words),
    batch !== undefined && words.behaviour.batch(batch),
    skipsDuplicates && words.behaviour.skipsDuplicates,
    replies && words.behaviour.replies,
    publishes && forwardingText(publishes, words),
  ];
}

function forwardingText({ each, exchange, routingKey }: Forwarding, words: Words): string {
  const { publishesRows, publishesEach } = words.behaviour;
  return (each === 'csv-row' ? publishesRows : publishesEach)(target(exchange, routingKey, words));
}

function answerTexts({ answer = 'ack', failures, except = {}, retries }: Behaviour, words: Words): string[] {
  const does = (which: Answer, of: string): string => {
    const isLimited = failures !== undefined && which !== 'ack' && which !== 'hold';
    const what = isLimited ? words.behaviour.firstDeliveries(failures, of) : of;
    const over = which === 'retry' && retries ? words.behaviour.over(retryTarget(retries, words)) : '';
    return words.behaviour.answers(words.answers[which], what, over);
  };
  const others = groupBy(Object.entries(except), ([, other]) => other);
  return [
    ...(answer === 'ack' ? [] : [does(answer, '')]),
    ...Array.from(others, ([other, of]) => does(other, of.map(([id]) => visible(id)).join(', '))),
  ];
}

/** Where a message is published to; the default exchange's keys are queue names. */
export function target(exchange: string, routingKey: string, { target, emptyKey }: Words): string {
  if (exchange === '') return target.queue(visibleKey(routingKey, emptyKey));
  return target.exchange(visible(exchange), visible(routingKey));
}

function retryTarget(
  { exchange, routingKeys }: NonNullable<Behaviour['retries']>,
  { target, behaviour, emptyKey }: Words,
): string {
  const keys = routingKeys.map((key) => visibleKey(key, emptyKey)).join(behaviour.nextKey);
  return exchange === '' ? keys : target.exchange(visible(exchange), keys);
}
