import { consumersOf } from '../lab/experiment.ts';
import { wholeBrokerText } from './broker-text.ts';
import type { Colours } from './colour.ts';
import { declaredLines, labelColumns, labelled } from './declared.ts';
import type { Run } from './deliveries.ts';
import { someOf, visible } from './text.ts';
import { english } from './words/en.ts';
import type { Words } from './words/words.ts';

const MAX_CONSUMERS = 8;

/** The broker, and what was declared on it. */
export function declarationLines(
  run: Run,
  width: number,
  colours: Colours,
  words: Words = english,
): readonly string[] {
  return labelColumns(declarations(run, words), width, colours);
}

/** The broker, what was declared on it, and who took part on which connections. */
export function castLines(
  run: Run,
  width: number,
  colours: Colours,
  words: Words = english,
): readonly string[] {
  const { experiment, report } = run;
  const connections = new Set(
    report.queues.flatMap(({ consumers }) => consumers.map(({ connection }) => connection)),
  );
  const consumers = consumersOf(experiment).map(({ consumer, queue }) =>
    words.consumerOn(visible(consumer), visible(queue)),
  );
  const named = someOf(consumers, MAX_CONSUMERS, words.consumers);
  const { labels } = words;
  const rows = [
    ...declarations(run, words),
    ...labelled(
      labels.producer,
      report.producer === '' ? [] : [words.connectionNamed(visible(report.producer))],
    ),
    ...labelled(
      labels.consumers,
      consumers.length === 0 ? [] : [`${named}, ${words.connections(connections.size)}`],
    ),
  ];
  return labelColumns(rows, width, colours);
}

function declarations({ experiment, report }: Run, words: Words): [label: string, text: string][] {
  const embedded = report.broker.kind === 'embedded' ? `, ${words.embedded}` : '';
  const broker = visible(wholeBrokerText(report.broker) + embedded);
  return [[words.labels.broker, broker], ...declaredLines(experiment.topology, words)];
}
