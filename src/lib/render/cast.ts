import { consumersOf } from '../lab/experiment.ts';
import type { Colours } from './colour.ts';
import { declaredLines, labelColumns, labelled } from './declared.ts';
import type { Run } from './deliveries.ts';
import { count, someOf, visible } from './text.ts';

const MAX_CONSUMERS = 8;

/** The broker, and what was declared on it. */
export function declarationLines(run: Run, width: number, colours: Colours): readonly string[] {
  return labelColumns(declarations(run), width, colours);
}

/** The broker, what was declared on it, and who took part on which connections. */
export function castLines(run: Run, width: number, colours: Colours): readonly string[] {
  const { experiment, report } = run;
  const connections = new Set(
    report.queues.flatMap(({ consumers }) => consumers.map(({ connection }) => connection)),
  );
  const consumers = consumersOf(experiment).map(
    ({ consumer, queue }) => `${visible(consumer)} on ${visible(queue)}`,
  );
  const named = someOf(consumers, MAX_CONSUMERS, 'consumer');
  const rows = [
    ...declarations(run),
    ...labelled('producer', report.producer === '' ? [] : [`connection '${visible(report.producer)}'`]),
    ...labelled(
      'consumers',
      consumers.length === 0 ? [] : [`${named}, ${count(connections.size, 'connection')}`],
    ),
  ];
  return labelColumns(rows, width, colours);
}

function declarations({ experiment, report }: Run): [label: string, text: string][] {
  const { kind, product, version } = report.broker;
  const broker = visible(`${product} ${version}${kind === 'embedded' ? ', embedded' : ''}`);
  return [['broker', broker], ...declaredLines(experiment.topology)];
}
