import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parse as parsePath } from 'node:path';
import { optionalPackage } from '../../lab/optional-package.ts';
import { inputFile, nameOf, writeOutput } from './files.ts';
import type { Job } from './job.ts';

const MAX_ROW_BYTES = 1024 * 1024;
const MAX_COLUMNS = 1_000;

/** Sums up a CSV file with a head: how many rows, and of each column of numbers the sum, the mean, and the range. */
export async function reportJob(): Promise<Job> {
  const { parse } = await optionalPackage('csv-parse', '--job report', () => import('csv-parse'));
  return async (message, { id, files, outbox, signal, onProgress }) => {
    const path = await inputFile(files, message);
    const { size } = await stat(path);
    // As lists: a column may have any name.
    const lines = parse({ bom: true, max_record_size: MAX_ROW_BYTES });
    const source = createReadStream(path, { signal });
    source.on('error', (error) => lines.destroy(error));
    source.on('data', () => onProgress(source.bytesRead / size));
    // What is wrong with the table is no end of the file.
    const { columns, rows } = await summedUp(source.pipe(lines)).finally(() => source.destroy());
    if (rows === 0) throw new Error(`${message} has no rows`);
    const summaries = Object.fromEntries(columns.map((column) => [column.name, column.summary()]));
    const summary = { file: message, rows, columns: summaries };
    const name = `${parsePath(path).name}-${nameOf(id)}.json`;
    const written = await writeOutput(outbox, name, `${JSON.stringify(summary, null, 2)}\n`);
    return `${message}, ${rows} ${rows === 1 ? 'row' : 'rows'}: ${written}`;
  };
}

async function summedUp(
  lines: AsyncIterable<readonly string[]>,
): Promise<{ readonly columns: readonly Column[]; readonly rows: number }> {
  let columns: readonly Column[] | undefined;
  let rows = 0;
  for await (const line of lines) {
    if (columns === undefined) columns = columnsOf(line);
    else {
      rows++;
      for (const [at, text] of line.entries()) columns[at]?.add(text);
    }
  }
  return { columns: columns ?? [], rows };
}

function columnsOf(head: readonly string[]): readonly Column[] {
  if (head.length > MAX_COLUMNS)
    throw new Error(`expected at most ${MAX_COLUMNS} columns, got ${head.length}`);
  if (new Set(head).size < head.length) throw new Error('two columns have the same name');
  if (head.some((name) => name.includes('\ufffd'))) throw new Error('the names of the columns are no UTF-8');
  return head.map((name) => new Column(name));
}

/** What can be said of a column: of numbers when every value is one. */
class Column {
  readonly name: string;
  #values = 0;
  #numbers = 0;
  #sum = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;

  constructor(name: string) {
    this.name = name;
  }

  add(text: string): void {
    if (text === '') return;
    this.#values++;
    const number = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN;
    if (!Number.isFinite(number)) return;
    this.#numbers++;
    this.#sum += number;
    this.#least = Math.min(this.#least, number);
    this.#most = Math.max(this.#most, number);
  }

  summary(): object {
    if (this.#numbers === 0 || this.#numbers < this.#values) return { values: this.#values };
    const mean = this.#sum / this.#numbers;
    return { values: this.#values, sum: this.#sum, mean, least: this.#least, most: this.#most };
  }
}
