import { setTimeout as pause } from 'node:timers/promises';
import { Engine } from '../docker/containers.ts';
import { told } from './detached.ts';

/** The engine may still be creating what its client did not live to see. */
const TRIES = 20;
const BETWEEN_TRIES_MS = 500;

// A program of its own: removes the containers that it was told the names of, once the lab is gone.
for (const name of await told()) await remove(String(name));

async function remove(name: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const isRemoved = await Engine.reach()
      .then((engine) => engine.remove(name))
      .catch(() => false);
    if (isRemoved) return;
    await pause(BETWEEN_TRIES_MS);
  }
}
