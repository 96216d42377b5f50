import { LabError } from '../lab/errors.ts';
import type { Topology } from '../routing/topology.ts';
import { DefinitionFields } from './definition-fields.ts';
import { type JsonNode, type JsonOf, parseJson, placeIn, TextFault } from './json-text.ts';
import { refuseOtherObjects, refuseOtherTexts } from './no-definitions.ts';
import { otherNotes } from './other-notes.ts';
import { Places } from './places.ts';
import { applyPolicies } from './policies/apply.ts';
import type { Policy } from './policies/usage.ts';
import { readTopology } from './read-topology.ts';
import { UnknownFields } from './unknown-fields.ts';
import { type Chosen, chooseVirtualHost, itemsOf } from './virtual-hosts.ts';

/** What a definitions export says of one virtual host. */
export interface Definitions {
  /** Without the predeclared exchanges, and with what policies set as arguments. */
  readonly topology: Topology;
  readonly virtualHost: string;
  /** What is there and is not modelled, or was not taken over as it stands, in sentences. */
  readonly notes: readonly string[];
  /** Where in the text all that is written. */
  readonly places: Places;
}

/**
 * Reads a definitions export of RabbitMQ: of all virtual hosts or of one, from `rabbitmqctl` or the management API.
 * Throws a LabError that says where it is none, what was expected there, and what was found.
 */
export function readDefinitions(text: string, options: { readonly virtualHost?: string } = {}): Definitions {
  const json = text.replace(/^\ufeff/, '');
  refuseOtherTexts(json);
  try {
    const root = parseJson(json);
    if (root.kind !== 'object') throw new TextFault(root.at, 'expected an object, written {…}');
    refuseOtherObjects(root);
    return understood(root, new Places(json), options.virtualHost);
  } catch (error) {
    if (!(error instanceof TextFault)) throw error;
    const { line, column } = placeIn(json, error.at);
    throw new LabError('usage', `line ${line}, column ${column}: ${error.message}`, {
      cause: error,
      ...(error.hint !== undefined && { hint: error.hint }),
    });
  }
}

function understood(root: JsonOf<'object'>, places: Places, wanted: string | undefined): Definitions {
  const chosen = chooseVirtualHost(root, wanted);
  const unknown = new UnknownFields();
  unknown.atTop(root);
  const declared = readTopology(root, chosen, unknown, places);
  const policies = policiesOf('Policy', itemsOf(root, 'policies'), chosen, unknown);
  const operators = [
    ...operatorPolicies(root, chosen, unknown),
    ...policiesOf('Operator policy', itemsOf(root, 'operator_policies'), chosen, unknown),
  ];
  const { topology, notes } = applyPolicies(declared.topology, policies, operators);
  return {
    topology,
    virtualHost: chosen.name,
    notes: [...declared.notes, ...notes, ...otherNotes(root, chosen), ...unknown.notes],
    places,
  };
}

function policiesOf(
  kind: Policy['kind'],
  nodes: readonly JsonNode[],
  chosen: Chosen,
  unknown: UnknownFields,
): Policy[] {
  return nodes
    .filter((node) => chosen.has(node))
    .map((node) => {
      const fields = new DefinitionFields(node, kind.toLowerCase());
      const policy = policyOf(kind, fields.name('name'), fields);
      unknown.of(kind === 'Policy' ? 'policies' : 'operator policies', fields, POLICY_FIELDS);
      return policy;
    });
}

/** RabbitMQ keeps them among its parameters; only its management API lists them by themselves. */
function operatorPolicies(root: JsonOf<'object'>, chosen: Chosen, unknown: UnknownFields): Policy[] {
  const parameters = itemsOf(root, 'parameters').filter((node) => chosen.has(node));
  return parameters.flatMap((node) => {
    const parameter = new DefinitionFields(node, 'parameter');
    if (parameter.string('component') !== 'operator_policy') return [];
    const name = parameter.name('name');
    const fields = new DefinitionFields(parameter.object('value'), `operator policy '${name}'`);
    const policy = policyOf('Operator policy', name, fields);
    unknown.of('operator policies', fields, POLICY_FIELDS);
    return [policy];
  });
}

const POLICY_FIELDS = new Set(['vhost', 'name', 'pattern', 'apply-to', 'priority', 'definition']);

function policyOf(kind: Policy['kind'], name: string, fields: DefinitionFields): Policy {
  return {
    kind,
    name,
    pattern: fields.string('pattern'),
    applyTo: fields.string('apply-to', 'all'),
    priority: fields.number('priority', 0),
    definition: fields.table('definition'),
  };
}
