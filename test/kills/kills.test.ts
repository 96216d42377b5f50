import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Random } from '../fuzz/random.ts';
import { audit } from './audit.ts';
import { auditStream, type Read } from './audit-stream.ts';
import { Ledger } from './ledger.ts';
import { open, runLoad } from './load.ts';
import { declareAll } from './topology.ts';
import { killEarly, startVictim } from './victim.ts';

const ALONE = process.env.npm_lifecycle_event === 'kills';
const KILLS = Number(process.env.MQ_LAB_KILLS ?? (ALONE ? 100 : 3));
const SEED = Number(process.env.MQ_LAB_SEED ?? (ALONE ? Date.now() & 0x7fff_ffff : 20_240_611));
/** A kill comes within so many confirms, and so long after one. */
const MOST_CONFIRMS = 2000;
const LONGEST_PAUSE_MS = 30;
const LONGEST_START_MS = 500;
const tell = (text: string): void => void process.stderr.write(`kills: ${text}\n`);

tell(`seed ${SEED}, ${KILLS} kills (MQ_LAB_SEED and MQ_LAB_KILLS change them)`);

test(
  'a broker that is killed at any moment comes back with all that it had confirmed',
  async () => {
    const random = new Random(SEED);
    const ledger = new Ledger();
    const read: Read = [];
    const dataDir = await mkdtemp(join(tmpdir(), 'mq-lab-kills-'));
    let found = 0;
    for (let round = 1; round <= KILLS; round++) {
      await loadAndKill(dataDir, ledger, random);
      if (random.oneIn(4)) await killEarly(dataDir, random.below(LONGEST_START_MS));
      const victim = await startVictim(dataDir);
      const connection = await open(victim.url);
      found += await audit(connection, ledger, random);
      const streamed = await auditStream(connection, ledger, read);
      await connection.close();
      await victim.kill();
      expect(ledger.faults.slice(0, 20), `kill ${round}, seed ${SEED}, in ${dataDir}`).toEqual([]);
      if (ALONE) tell(`${round} of ${KILLS}: ${found} messages found so far, and ${streamed} in the stream`);
    }
    tell(`${KILLS} kills, ${found} messages found after them, ${read.length} in the stream`);
    await rm(dataDir, { recursive: true });
  },
  60_000 + KILLS * 20_000,
);

async function loadAndKill(dataDir: string, ledger: Ledger, random: Random): Promise<void> {
  const victim = await startVictim(dataDir);
  const connection = await open(victim.url);
  await declareAll(await connection.createChannel());
  const load = runLoad(victim.url, ledger, random);
  await ledger.confirms(random.below(MOST_CONFIRMS));
  await sleep(random.below(LONGEST_PAUSE_MS));
  await victim.kill();
  await load;
}
