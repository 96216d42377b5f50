import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Run } from '../../render/deliveries.ts';
import { experimentIn, type Sandbox } from '../../walkthrough/sandbox/sandbox.ts';

/**
 * Writes the sandbox as a scenario file that expects what was seen, for `mq-lab test`. Gives why it could not, `exists`
 * where there is such a file, `empty` where there is nothing to write, and null where it is written.
 */
export async function saveSandbox(path: string, sandbox: Sandbox, run: Run | null): Promise<string | null> {
  if (run === null) return 'empty';
  const { writeScenarioFile } = await import('../../export/scenario-file/write-scenario-file.ts');
  const { expectationFrom } = await import('../../export/scenario-file/as-observed.ts');
  const expected = expectationFrom(run.report.observed);
  const text = writeScenarioFile(
    { ...experimentIn(sandbox), name: basename(path).replace(EXTENSION, ''), expected },
    { comment: 'What was seen in the sandbox. Whether it is what you want, you have to say.' },
  );
  try {
    await writeFile(path, text, { flag: 'wx' });
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'EEXIST' ? 'exists' : String(code ?? error);
  }
}

const EXTENSION = /(\.lab)?\.ya?ml$/;
