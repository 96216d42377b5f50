import type { BrokerEvent } from '../broker/events.ts';
import { assertNever } from '../lab/errors.ts';
import type { RoutingStep } from '../routing/route.ts';
import type { Binding } from '../routing/topology.ts';
import { type FieldTable, formatTable } from '../routing/values.ts';
import type { Colours } from './colour.ts';
import { routingStepText } from './reasons.ts';
import { count, visible, visibleKey } from './text.ts';

type EventOf<T extends BrokerEvent['type']> = Extract<BrokerEvent, { type: T }>;

const VERB_WIDTH = 13;

/** What happened in the broker: a line, and for a routing decision one more for every binding that was tried. */
export function traceLines(event: BrokerEvent, colours: Colours): string[] {
  const [verb, text] = described(event);
  const where = event.virtualHost === '/' ? '' : `  ${colours.quiet(`in ${visible(event.virtualHost)}`)}`;
  const line = `${emphasis(event, colours)(verb.padEnd(VERB_WIDTH))} ${text}${where}`;
  return event.type === 'routed' ? [line, ...event.tried.map((step) => tried(step, colours))] : [line];
}

function described(event: BrokerEvent): readonly [verb: string, text: string] {
  switch (event.type) {
    case 'exchange-declared':
      return ['declared', `${event.exchange.type} exchange ${quoted(event.exchange.name)}`];
    case 'exchange-deleted':
      return ['deleted', `exchange ${quoted(event.exchange)}`];
    case 'queue-declared':
      return ['declared', `queue ${quoted(event.queue.name)}${argumentsText(event.queue.arguments)}`];
    case 'queue-deleted':
      return ['deleted', `queue ${quoted(event.queue)}`];
    case 'bound':
    case 'unbound':
      return [event.type, bindingText(event.binding)];
    case 'routed':
      return ['routed', `${messageText(event.message)} ▶ ${targets(event.queues)}`];
    case 'returned':
      return ['returned', `${messageText(event.message)}: 312 NO_ROUTE`];
    case 'enqueued':
      return ['enqueued', `${messageText(event.message)} in ${quoted(event.queue)}`];
    case 'refused':
      return ['refused', `${messageText(event.message)}: queue ${quoted(event.queue)} is full`];
    case 'delivered':
      return [
        'delivered',
        `${messageText(event.message)} ${fromTo(event)}${event.redelivered ? ', redelivered' : ''}`,
      ];
    case 'acknowledged':
    case 'requeued':
    case 'rejected':
      return [event.type, `${count(event.messages.length, 'message')} of ${quoted(event.queue)}`];
    case 'dead-lettered':
      return ['dead-lettered', deathText(event)];
    case 'dropped':
      return ['dropped', `${messageText(event.message)} ${droppedText(event)}`];
    case 'purged':
      return ['purged', `${count(event.messageCount, 'message')} of ${quoted(event.queue)}`];
    default:
      return assertNever(event);
  }
}

function emphasis(event: BrokerEvent, colours: Colours): (text: string) => string {
  switch (event.type) {
    case 'returned':
    case 'refused':
    case 'rejected':
    case 'dead-lettered':
    case 'dropped':
      return colours.notable;
    case 'routed':
    case 'delivered':
      return colours.strong;
    default:
      return colours.quiet;
  }
}

function deathText({ message, queue, reason, exchange, queues }: EventOf<'dead-lettered'>): string {
  return `${messageText(message)} out of ${quoted(queue)} (${reason}) ▶ ${exchangeText(exchange)} ▶ ${targets(queues)}`;
}

function droppedText({ queue, reason }: EventOf<'dropped'>): string {
  return queue === undefined ? `(${reason})` : `out of ${quoted(queue)} (${reason})`;
}

function fromTo({ queue, consumerTag }: EventOf<'delivered'>): string {
  if (queue === undefined) return `to ${visible(consumerTag ?? '')}, a direct reply`;
  return `from ${quoted(queue)} to ${consumerTag === undefined ? 'basic.get' : visible(consumerTag)}`;
}

function tried(step: RoutingStep, colours: Colours): string {
  const took = step.kind === 'binding' ? step.match.matched : step.kind === 'default' && step.matched;
  const sign = took ? colours.good('●') : colours.quiet('·');
  const binding = step.kind === 'binding' ? `${bindingText(step.binding)}: ` : '';
  return `${' '.repeat(VERB_WIDTH)} ${sign} ${binding}${colours.quiet(visible(routingStepText(step)))}`;
}

function bindingText({ source, destination, routingKey, arguments: args }: Binding): string {
  return `${visible(source)} ─ ${visibleKey(routingKey)}${argumentsText(args)} ─▶ ${visible(destination)}`;
}

const messageText = ({ exchange, routingKey }: { exchange: string; routingKey: string }): string =>
  `${exchangeText(exchange)} ${visibleKey(routingKey)}`;
const exchangeText = (name: string): string => (name === '' ? '(default)' : visible(name));
const targets = (queues: readonly string[]): string =>
  queues.length === 0 ? 'no queue' : queues.map(visible).join(', ');
const quoted = (name: string): string => `'${visible(name)}'`;
const argumentsText = (args: FieldTable): string => (args.size === 0 ? '' : ` ${visible(formatTable(args))}`);
