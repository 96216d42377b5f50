import { Document, isCollection, isMap, isScalar, visit } from 'yaml';
import { LabError } from '../../lab/errors.ts';
import type { Experiment } from '../../lab/experiment.ts';
import { expectationShape } from './expectation-shape.ts';
import { stepShapes } from './step-shapes.ts';
import { topologyShape } from './topology-shapes.ts';

const SCHEMA = 'node_modules/mq-lab/schema/lab.schema.json';

export interface FileTexts {
  /** One line that says what it shows. */
  readonly description?: string;
  /** What is to be said of where the expectation comes from. */
  readonly comment?: string;
}

/**
 * The experiment as a scenario file, which reads as the same experiment and passes where that does. Throws a LabError
 * where nothing is expected: such a file would be refused.
 */
export function writeScenarioFile(experiment: Experiment, { description, comment }: FileTexts = {}): string {
  const { name, topology, steps, expected } = experiment;
  const expect = expected ? expectationShape(expected, experiment) : {};
  if (Object.keys(expect).length === 0)
    throw new LabError(
      'usage',
      `nothing is expected of '${name}', and a scenario file has to expect something`,
    );
  const document = new Document({
    name,
    ...(description !== undefined && { description }),
    ...topologyShape(topology),
    ...(steps.length > 0 && { steps: stepShapes(steps) }),
    expect,
  });
  layOut(document, comment);
  return document.toString({ lineWidth: 0, singleQuote: true });
}

/** How many levels of a section have lines of their own; what is inside stands on one line. */
const LEVELS = new Map([
  ['exchanges', 1],
  ['queues', 1],
  ['bindings', 1],
  ['steps', 2],
  ['expect', 2],
]);

function layOut(document: Document, comment: string | undefined): void {
  if (!isMap(document.contents)) return;
  document.contents.commentBefore = ` yaml-language-server: $schema=${SCHEMA}`;
  for (const { key, value } of document.contents.items) {
    const section = isScalar(key) ? String(key.value) : '';
    if (section === 'expect' && comment !== undefined && isCollection(value))
      value.commentBefore = ` ${comment}`;
    const levels = LEVELS.get(section) ?? 0;
    visit(value as never, {
      Collection(_, collection, path) {
        const depth = path.filter(isCollection).length;
        if (depth >= levels) collection.flow = true;
      },
    });
  }
}
