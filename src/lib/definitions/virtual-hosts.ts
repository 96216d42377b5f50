import { LabError } from '../lab/errors.ts';
import { DefinitionFields } from './definition-fields.ts';
import { type JsonNode, type JsonOf, TextFault } from './json-text.ts';

const DEFAULT = '/';
/** What a virtual host is made of, in a file. */
export const SECTIONS = ['exchanges', 'queues', 'bindings'] as const;

/** Which of the file's objects belong to the virtual host that is meant. */
export interface Chosen {
  readonly name: string;
  has(object: JsonNode): boolean;
}

/**
 * The virtual host of that name; without one the only one that has anything in it, or `/`. Of an export of one virtual
 * host, whose objects do not say theirs, all is taken. Throws a LabError that lists what there is.
 */
export function chooseVirtualHost(root: JsonOf<'object'>, wanted: string | undefined): Chosen {
  const objects = SECTIONS.flatMap((section) => itemsOf(root, section));
  const sizes = new Map<string, number>();
  for (const name of namesOf(root)) sizes.set(name, 0);
  for (const object of objects) {
    const name = vhostOf(object);
    if (name !== undefined) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  }
  if (sizes.size === 0) return { name: wanted ?? originalName(root) ?? DEFAULT, has: () => true };
  const name = wanted ?? theOnly(sizes);
  if (!sizes.has(name))
    throw new LabError('usage', `there is no virtual host '${name}' in the definitions`, {
      hint: listOf(sizes),
    });
  const stray = objects.find((object) => vhostOf(object) === undefined);
  if (stray) throw new TextFault(stray.at, "expected a 'vhost', as others have one, got nothing");
  return { name, has: (object) => vhostOf(object) === name };
}

/** The items of a list at the top of the file; none where it is not there. */
export function itemsOf(root: JsonOf<'object'>, section: string): readonly JsonNode[] {
  const node = root.members.get(section);
  if (node === undefined) return [];
  if (node.kind !== 'array') throw new TextFault(node.at, `expected '${section}' to be a list, written […]`);
  return node.items;
}

/** RabbitMQ: newer versions say in an export of one virtual host which one it was. */
function originalName({ members }: JsonOf<'object'>): string | undefined {
  const name = members.get('original_vhost_name');
  return name?.kind === 'string' ? name.value : undefined;
}

function namesOf(root: JsonOf<'object'>): string[] {
  return itemsOf(root, 'vhosts').map((node) => new DefinitionFields(node, 'virtual host').string('name'));
}

function vhostOf(object: JsonNode): string | undefined {
  const vhost = object.kind === 'object' ? object.members.get('vhost') : undefined;
  if (vhost === undefined || vhost.kind === 'string') return vhost?.value;
  throw new TextFault(vhost.at, "expected 'vhost' to be a text");
}

function theOnly(sizes: ReadonlyMap<string, number>): string {
  const names = [...sizes.keys()];
  const filled = names.filter((name) => sizes.get(name) !== 0);
  if (filled.length > 1)
    throw new LabError('usage', `the definitions have ${filled.length} virtual hosts: which one?`, {
      hint: `Say it with --vhost. ${listOf(sizes)}`,
    });
  // Of several that are empty it does not matter which.
  return filled[0] ?? (names.includes(DEFAULT) ? DEFAULT : (names[0] ?? DEFAULT));
}

function listOf(sizes: ReadonlyMap<string, number>): string {
  const listed = Array.from(sizes, ([name, size]) => `'${name}' (${size === 0 ? 'empty' : size})`);
  return `There are ${listed.join(', ')}.`;
}
