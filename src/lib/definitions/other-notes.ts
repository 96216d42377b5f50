import { DefinitionFields } from './definition-fields.ts';
import type { JsonOf } from './json-text.ts';
import { type Chosen, itemsOf } from './virtual-hosts.ts';
import { listed } from './words.ts';

/** What moves messages by other ways than bindings; anything else among the parameters is told of by its component. */
const EFFECTS: Readonly<Record<string, string>> = {
  shovel: 'moves messages by itself',
  'federation-upstream': 'brings messages from other brokers',
  'federation-upstream-set': 'brings messages from other brokers',
};

/** What is in the file beside exchanges, queues, bindings and policies, and can change where messages go. */
export function otherNotes(root: JsonOf<'object'>, chosen: Chosen): string[] {
  const byComponent = new Map<string, string[]>();
  for (const node of itemsOf(root, 'parameters').filter((each) => chosen.has(each))) {
    const fields = new DefinitionFields(node, 'parameter');
    const component = fields.string('component');
    if (component === 'operator_policy') continue;
    byComponent.set(component, [...(byComponent.get(component) ?? []), fields.string('name')]);
  }
  const permissions = itemsOf(root, 'topic_permissions').filter((each) => chosen.has(each));
  return [
    ...Array.from(byComponent, ([component, names]) => {
      const effect = EFFECTS[component];
      return `${component} ${listed(names)}${effect === undefined ? '' : `, which ${effect},`} is not modelled.`;
    }),
    ...(permissions.length > 0
      ? ['Topic permissions, by which RabbitMQ refuses some who publish or bind, are not modelled.']
      : []),
  ];
}
