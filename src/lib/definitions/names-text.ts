const MOST = 4;

/** `'a', 'b' and 'c'`; of many the first few, and how many more there are. */
export function namesText(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  if (names.length > MOST)
    return `${quoted.slice(0, MOST - 1).join(', ')} and ${names.length - MOST + 1} more`;
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
