/** How far two texts are apart: 0 where they are equal, 1 where they have nothing in common. */
export function distance(a: string, b: string): number {
  if (a === b) return 0;
  const longer = Math.max(a.length, b.length);
  return edits(a, b) / longer;
}

/** The characters that one has to insert, delete or exchange to make the one text of the other. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchanged = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(exchanged, at(row, j) + 1, at(next, j - 1) + 1));
    }
    row = next;
  }
  return at(row, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] as number;

const MAX_DISTANCE = 0.5;
const MAX_NAMES = 3;

/** The names that somebody may have meant who wrote this one, the likeliest first. */
export function similarNames(name: string, names: readonly string[]): string[] {
  return names
    .map((each) => ({ each, far: distance(each.toLowerCase(), name.toLowerCase()) }))
    .filter(({ far }) => far < MAX_DISTANCE)
    .sort((a, b) => a.far - b.far)
    .slice(0, MAX_NAMES)
    .map(({ each }) => each);
}
