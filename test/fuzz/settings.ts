const setting = (name: string): number | undefined => {
  const text = process.env[name];
  return text === undefined ? undefined : Number(text);
};

const ALONE = process.env.npm_lifecycle_event === 'fuzz';

/** A million under `npm run fuzz`, a hundredth of it among the other tests; MQ_LAB_CASES says otherwise. */
export const CASES: number = setting('MQ_LAB_CASES') ?? (ALONE ? 1_000_000 : 10_000);

/** Far more than so many inputs take. */
export const TIME_LIMIT_MS: number = 60_000 + CASES * 5;

/** Another one each time under `npm run fuzz`, the same among the other tests; MQ_LAB_SEED says otherwise. */
export const SEED: number = setting('MQ_LAB_SEED') ?? (ALONE ? Date.now() & 0x7fff_ffff : 20_240_611);

/** Tells how the run is to be repeated. */
export function announce(what: string, cases: number): void {
  process.stderr.write(`${what}: seed ${SEED}, ${cases} inputs (MQ_LAB_SEED and MQ_LAB_CASES change them)\n`);
}
