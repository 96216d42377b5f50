const UNITS_MS: Readonly<Record<string, number>> = {
  Y: 365 * 86_400_000,
  M: 30 * 86_400_000,
  D: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
};

/** `7D`, `12h`, … in milliseconds; undefined where the text is no such age. */
export function parseMaxAge(age: string): number | undefined {
  const [, count, unit] = /^(\d+)([YMDhms])$/.exec(age) ?? [];
  const milliseconds = Number(count) * (UNITS_MS[unit ?? ''] ?? Number.NaN);
  return milliseconds > 0 ? milliseconds : undefined;
}
