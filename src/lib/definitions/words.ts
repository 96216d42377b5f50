import type { Binding } from '../routing/topology.ts';
import { formatTable } from '../routing/values.ts';
import type { Subject } from './places.ts';

const MAX_NAMES = 5;

/** Whether the name is one that RabbitMQ gives to queues that are declared without a name. */
export const isServerNamed = (queue: string): boolean => queue.startsWith('amq.gen-');

/** `'a'`; the default exchange by its description, since its name is empty. */
export const quoted = (name: string): string => (name === '' ? "'' (the default exchange)" : `'${name}'`);

/** `'order.new'`; the empty key has to be seen too. */
export const quotedKey = (key: string): string => (key === '' ? "'' (the empty key)" : `'${key}'`);

/** `'a', 'b' and 'c'`; of many the first few, and how many more. */
export function listed(names: readonly string[], quote: (name: string) => string = quoted): string {
  const more = names.length - MAX_NAMES;
  const shown = (more > 1 ? names.slice(0, MAX_NAMES) : names).map(quote);
  if (more > 1) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** `orders -[order.*]-> billing`, `orders =[eu]=> europe`: with the arguments where it has any. */
export function bindingText(binding: Binding): string {
  const { source, destination, destinationType, routingKey, arguments: args } = binding;
  const line = destinationType === 'exchange' ? '=' : '-';
  const asks = [routingKey, args.size === 0 ? '' : formatTable(args)].filter(Boolean).join(' ');
  return `${source} ${asks === '' ? '' : `${line}[${asks}]`}${line}> ${destination}`;
}

/** What a finding is about: the name of an exchange or a queue, a binding as it is written. */
export const subjectText = (subject: Subject): string =>
  subject.kind === 'binding' ? bindingText(subject.binding) : subject.name;
