import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parse as parsePath } from 'node:path';
import { optionalPackage } from '../optional-package.ts';
import { inputFile, writeOutput } from './files.ts';
import type { Job } from './job.ts';

const MAX_ROW_BYTES = 1024 * 1024;
const MAX_COLUMNS = 1_000;

/** Sums up a CSV file with a head: how many rows, and of each column of numbers the sum, the mean, and the range. */
export const report: Job = async (message, { id, files, outbox, signal, onProgress }) => {
  const path = await inputFile(files, message);
  const { size } = await stat(path);
  const { parse } = await optionalPackage('csv-parse', '--job report', () => import('csv-parse'));
  const rows = parse({ bom: true, columns: (head: string[]) => named(head), max_record_size: MAX_ROW_BYTES });
  const source = createReadStream(path, { signal });
  source.on('error', (error) => rows.destroy(error));
  source.on('data', () => onProgress(size === 0 ? 1 : source.bytesRead / size));
  const columns = new Map<string, Column>();
  let count = 0;
  for await (const row of source.pipe(rows) as AsyncIterable<Record<string, string>>) {
    count++;
    for (const [name, text] of Object.entries(row)) {
      const column = columns.get(name) ?? new Column();
      column.add(text);
      columns.set(name, column);
    }
  }
  if (count === 0) throw new Error(`${message} has no rows`);
  const summary = { file: message, rows: count, columns: Object.fromEntries(columns) };
  const name = `${parsePath(message).name}-${id.slice(0, 8)}.json`;
  const written = await writeOutput(outbox, name, `${JSON.stringify(summary, null, 2)}\n`);
  return `${message}, ${count} rows: ${written}`;
};

function named(head: readonly string[]): string[] {
  if (head.length > MAX_COLUMNS)
    throw new Error(`expected at most ${MAX_COLUMNS} columns, got ${head.length}`);
  if (new Set(head).size < head.length) throw new Error('two columns have the same name');
  return [...head];
}

/** What can be said of a column: of numbers when every value is one. */
class Column {
  #values = 0;
  #numbers = 0;
  #sum = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;

  add(text: string): void {
    if (text === '') return;
    this.#values++;
    const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
    if (Number.isNaN(number)) return;
    this.#numbers++;
    this.#sum += number;
    this.#least = Math.min(this.#least, number);
    this.#most = Math.max(this.#most, number);
  }

  toJSON(): object {
    if (this.#numbers === 0 || this.#numbers < this.#values) return { values: this.#values };
    const mean = this.#sum / this.#numbers;
    return { values: this.#values, sum: this.#sum, mean, least: this.#least, most: this.#most };
  }
}
