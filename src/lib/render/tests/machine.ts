import type { FileResult, FileRun } from '../../check/run-files.ts';
import { InvalidFile } from '../../check/source.ts';
import { faultOf } from '../../lab/errors.ts';
import { annotation } from '../github.ts';
import { jsonBroker } from '../json/json-broker.ts';
import { problemText } from '../problems.ts';
import { visible } from '../text.ts';
import { type Failure, failuresOf } from './failures.ts';

/** All results as one JSON object; `passed` where a file passed, and none did anything else but be skipped. */
export function jsonResults(results: readonly FileResult[]): string {
  const bad = results.some(({ outcome }) => outcome !== 'passed' && outcome !== 'skipped');
  const good = results.some(({ outcome }) => outcome === 'passed');
  const files = results.map((result) => ({
    path: result.path,
    name: result.name,
    outcome: result.outcome,
    ms: Math.round(result.ms),
    ...('reason' in result && { reason: result.reason }),
    ...('error' in result && { error: faultOf(result.error) }),
    ...('run' in result && jsonRun(result.run)),
    ...('partial' in result && jsonRun(result.partial)),
  }));
  return `${JSON.stringify({ passed: good && !bad, files }, null, 2)}\n`;
}

const jsonRun = ({ report, verdict }: FileRun) => ({
  broker: jsonBroker(report.broker),
  complete: report.complete,
  messages: verdict.messages.map(({ message, outcome, observed, unknown }) => ({
    id: message.id,
    outcome: outcome === 'unknown' ? 'unconfirmed' : outcome,
    queues: observed,
    unknown_queues: unknown,
  })),
  problems: verdict.problems.map((problem) => ({ ...problem, text: problemText(problem) })),
  observed: report.observed,
});

/** Annotations that GitHub shows beside the lines that they are about. */
export function githubResults(results: readonly FileResult[]): string {
  return results
    .flatMap((result) => {
      if (result.outcome === 'skipped') return skippedAnnotation(result);
      return failuresIn(result).map(({ line, column, title, details }) =>
        annotation({
          level: 'error',
          title: visible(result.name),
          text: [title, ...details].map(visible).join('\n'),
          place: { file: result.path, line, column },
        }),
      );
    })
    .join('');
}

const skippedAnnotation = ({ name, path, reason }: Extract<FileResult, { reason: string }>): string =>
  annotation({
    level: 'warning',
    title: `${visible(name)} was skipped`,
    text: visible(reason),
    place: { file: path, line: 1, column: 1 },
  });

/** One suite for all files and a case for each, as most CI systems read it. */
export function junitResults(results: readonly FileResult[], ms: number): string {
  const count = (...outcomes: FileResult['outcome'][]): number =>
    results.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const totals =
    `tests="${results.length}" failures="${count('failed')}" errors="${count('invalid', 'error')}" ` +
    `skipped="${count('skipped')}" time="${(ms / 1_000).toFixed(3)}"`;
  const cases = results.map(junitCase).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${totals}>\n<testsuite name="mq-lab" ${totals}>\n${cases}</testsuite>\n</testsuites>\n`;
}

function junitCase(result: FileResult): string {
  const head = `<testcase classname="${xml(result.path)}" name="${xml(result.name)}" file="${xml(result.path)}" time="${(result.ms / 1_000).toFixed(3)}"`;
  if (result.outcome === 'passed') return `${head}/>\n`;
  if (result.outcome === 'skipped') return `${head}><skipped message="${xml(result.reason)}"/></testcase>\n`;
  const failures = failuresIn(result);
  const kind = result.outcome === 'failed' ? 'failure' : 'error';
  const text = failures
    .map(({ line, title, details }) => [`line ${line}: ${title}`, ...details].join('\n'))
    .join('\n');
  return `${head}><${kind} message="${xml(failures[0]?.title ?? '')}">${xml(text)}</${kind}></testcase>\n`;
}

function failuresIn(result: FileResult): Failure[] {
  if ('run' in result) return failuresOf(result);
  if (!('error' in result)) return [];
  const { error } = result;
  if (error instanceof InvalidFile)
    return error.problems.map(({ message: title, ...place }) => ({ ...place, title, details: [] }));
  return [
    { line: 1, column: 1, title: error.message, details: error.hint === undefined ? [] : [error.hint] },
  ];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for them
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const xml = (text: string): string =>
  text.replace(NOT_XML, '\ufffd').replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
