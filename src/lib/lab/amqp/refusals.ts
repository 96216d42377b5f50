/** Whether a broker's sentence is about what a person asked for. What it has no room for is no fault of the options. */
export const isAboutOptions = (said: string): boolean =>
  said.startsWith('PRECONDITION_FAILED') && !/\blimit\b/.test(said);

/** Which option a refusal is about, where the broker's sentence tells. */
export function refusedOption(said: string): string | undefined {
  const argument = /invalid arg '([^']+)' for queue|for arg '([^']+)' in queue/.exec(said);
  if (argument) return `Look at --queue-arg ${argument[1] ?? argument[2]}=….`;
  const property = /invalid property '([^']+)' for queue/.exec(said)?.[1];
  const flag = property === undefined ? undefined : QUEUE_FLAGS.get(property);
  return flag === undefined ? undefined : `${flag} does not go with --queue-arg x-queue-type=….`;
}

const QUEUE_FLAGS: ReadonlyMap<string, string> = new Map([
  ['non-durable', '--queue-transient'],
  ['auto-delete', '--queue-auto-delete'],
]);
