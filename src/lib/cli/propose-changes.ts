import { writeFile } from 'node:fs/promises';
import { patchOf, proposedText } from '../check/propose.ts';
import type { FileResult } from '../check/run-files.ts';
import { parseScenarioFile } from '../check/scenario-file.ts';
import { judge } from '../lab/verdict/verdict.ts';
import { colours } from '../render/colour.ts';
import { problemText } from '../render/problems.ts';
import { terminalOf } from '../render/terminal.ts';
import { visible } from '../render/text.ts';
import type { Io } from './io.ts';

/** Shows for each file that failed what would make it pass, and writes it where a person says so. */
export async function proposeChanges(
  results: readonly FileResult[],
  signal: AbortSignal,
  io: Io,
): Promise<void> {
  for (const result of results) {
    if (result.outcome !== 'failed') continue;
    const { text } = result.file.source;
    const proposed = proposedText(text, result.run.report.observed);
    if (proposed === text) {
      io.stdout.write(`There is no proposal for ${result.path}: what differs is yours to write.\n`);
      continue;
    }
    io.stdout.write(`${patchLines(patchOf(result.path, text, proposed), io).join('\n')}\n`);
    const left = await problemsLeft(result, proposed);
    if (left.length > 0) io.stdout.write(`Not in it, and yours to write: ${left.join('; ')}.\n`);
    if (!io.ask) {
      io.stderr.write(`${result.path} is left as it is: there is no terminal to ask at.\n`);
      continue;
    }
    const answer = await io.ask(`Write this to ${result.path}? [y/N] `, signal);
    if (/^y(es)?$/i.test(answer.trim())) {
      await writeFile(result.path, proposed);
      io.stdout.write('Written. Look at it again before you commit it: what is, need not be right.\n');
    } else io.stdout.write('Left as it is.\n');
  }
}

/** What would still not be as the file says, if it said what is proposed. */
async function problemsLeft({ path, run }: Failed, proposed: string): Promise<readonly string[]> {
  const { experiment } = await parseScenarioFile(path, proposed);
  return judge(experiment, run.report).problems.map(problemText);
}

type Failed = Extract<FileResult, { run: unknown }>;

function patchLines(patch: string, io: Io): string[] {
  const colour = colours(terminalOf(io.stdout, io.env).colour);
  const lines = patch.split('\n').filter((line) => !/^(Index: |===|$)/.test(line));
  return lines.map((line) => {
    const text = visible(line.replace('\t', '  '));
    if (line.startsWith('+')) return colour.good(text);
    if (line.startsWith('-')) return colour.bad(text);
    return line.startsWith('@') ? colour.quiet(text) : text;
  });
}
