export interface Versions {
  /** The first version that behaves so, `4.0`. */
  readonly since?: string;
  /** The first version that no longer does. */
  readonly until?: string;
}

/** Why a case for these versions is not for a server of this one; undefined where it is. */
export function leftOut({ since, until }: Versions, version: string): string | undefined {
  if (since !== undefined && compareVersions(version, since) < 0) return `since ${since}`;
  if (until !== undefined && compareVersions(version, until) >= 0) return `until ${until}`;
  return undefined;
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map((part) => Number.parseInt(part, 10)));
  for (const [at, part] of (right as number[]).entries()) {
    const difference = (left?.[at] ?? 0) - part;
    if (difference !== 0) return difference;
  }
  return 0;
}
