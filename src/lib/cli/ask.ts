import { LabError } from '../lab/errors.ts';
import { LineReader } from './learn/line-reader.ts';

/** Asks at the terminal; an end of the input is no answer. Throws a LabError where the person interrupts. */
export async function askAtTerminal(question: string, signal: AbortSignal): Promise<string> {
  const reader = new LineReader(true);
  try {
    const line = await reader.next(question, signal);
    if (line === 'interrupted') throw new LabError('interrupted', 'interrupted');
    return line === 'gone' ? '' : line.line;
  } finally {
    reader.close();
  }
}
