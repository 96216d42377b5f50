import { page } from '../../render/page.ts';
import { wrapped } from '../../render/table.ts';
import type { Canvas } from './canvas.ts';

type Sections = readonly (readonly string[])[];

/** Lines are made as long as they come, and broken once what was drawn in them is in words. */
const ANY_WIDTH = 2_000;

/** A page of these sections; for a screen reader in words, without what is drawn. */
export function pageOn(canvas: Canvas, sectionsOn: (canvas: Canvas) => Sections): string {
  if (!canvas.plain) return page(sectionsOn(canvas));
  const sections = sectionsOn({ ...canvas, width: ANY_WIDTH });
  return page(sections.map((lines) => spoken(lines, canvas)));
}

/** The same lines in words: a screen reader would name every sign, and read every dash of a rule. */
export function spoken(lines: readonly string[], { texts, width }: Canvas): readonly string[] {
  return lines
    .filter((line) => !RULE.test(line))
    .flatMap((line) => wrapped(inWords(line, texts), width))
    .filter((line) => line !== '');
}

const RULE = /^[\s─]*─[\s─]*$/;

function inWords(line: string, { spoken: { matched, notMatched, bound, boundBy } }: Canvas['texts']): string {
  return line
    .trim()
    .replace(/^● /, `${matched} `)
    .replace(/^· /, `${notMatched} `)
    .replace(/ ─ (.+?) ─▶ /g, (_, asks: string) => boundBy(asks))
    .replaceAll(' ─▶ ', bound)
    .replace(/[▁-█]+ */g, '')
    .replace(/^[›▸] +/, '')
    .replace(/(?<=\S) ?[▸·] /g, ', ')
    .replace(/(^|\s)[✔✗○?!↩] +(?=\S)/g, '$1')
    .replace(/(?<=[:,.;]) +| +(?=\()/g, ' ')
    .replace(/ {2,}/, ': ')
    .replace(/ {2,}/g, ', ');
}
