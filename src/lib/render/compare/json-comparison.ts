import type { Comparison } from '../../systems/compare/comparison.ts';

/** The comparison as one JSON object. */
export function jsonComparison({ title, sides, rows, advice, elsewhere }: Comparison): string {
  const json = {
    title,
    sides,
    rows: rows.map(({ asExpected, ...row }) => ({ ...row, as_expected: asExpected })),
    advice: advice.map(({ need, take, shownBy }) => ({ need, take, shown_by: shownBy })),
    elsewhere,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
