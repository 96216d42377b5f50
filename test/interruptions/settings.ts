/** How many there are: few in the test suite, many in `npm run interruptions`. */
export const COUNT = Number(
  process.env.MQ_LAB_INTERRUPTIONS ?? (process.env.npm_lifecycle_event === 'interruptions' ? 200 : 10),
);

export const SEED = Number(process.env.MQ_LAB_SEED ?? 20_240_611);

export const tell = (text: string): void => void process.stderr.write(`interruptions: ${text}\n`);

/** Does it for each number below `count`, some side by side. */
export async function sideBySide(
  count: number,
  width: number,
  doing: (at: number) => Promise<void>,
): Promise<void> {
  const numbers = Array.from({ length: count }, (_, at) => at).values();
  const work = async (): Promise<void> => {
    for (const at of numbers) await doing(at);
  };
  await Promise.all(Array.from({ length: width }, work));
}
