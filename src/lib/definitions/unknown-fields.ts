import type { DefinitionFields } from './definition-fields.ts';
import type { JsonOf } from './json-text.ts';
import { listed } from './words.ts';

/** What routing does not depend on, at the top of an export; newer versions write more of it. */
const PASSED_OVER = new Set([
  'rabbit_version',
  'rabbitmq_version',
  'product_name',
  'product_version',
  'users',
  'vhosts',
  'permissions',
  'global_parameters',
  'explanation',
  'original_cluster_name',
  'original_vhost_name',
  'default_queue_type',
  'description',
  'limits',
  'metadata',
  'tags',
]);
const READ = new Set([
  ...['exchanges', 'queues', 'bindings', 'policies', 'operator_policies'],
  ...['parameters', 'topic_permissions'],
]);

/** Collects the fields that nobody here knows, to say once for each kind of object which they are. */
export class UnknownFields {
  readonly #fields = new Map<string, Set<string>>();

  of(kind: string, { keys }: DefinitionFields, known: ReadonlySet<string>): void {
    for (const field of keys) if (!known.has(field)) this.#add(kind, field);
  }

  atTop({ members }: JsonOf<'object'>): void {
    for (const key of members.keys())
      if (!PASSED_OVER.has(key) && !READ.has(key)) this.#add('the whole', key);
  }

  get notes(): string[] {
    return Array.from(
      this.#fields,
      ([kind, fields]) =>
        `Fields of ${kind} that are not known here are passed over: ${listed([...fields])}.`,
    );
  }

  #add(kind: string, field: string): void {
    this.#fields.set(kind, (this.#fields.get(kind) ?? new Set()).add(field));
  }
}
