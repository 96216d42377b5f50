import { existsSync, type FSWatcher, watch } from 'node:fs';
import { basename, dirname, relative } from 'node:path';

const SETTLE_MS = 50;

/** Where a change is waited for. */
export interface Watched {
  /** Files and folders as they were given; none is the folder that we are in. */
  readonly given: readonly string[];
  /** Files that they name, wherever those are. */
  readonly named: Iterable<string>;
}

/** Whether something was changed, before the signal. */
export function nextChange(watched: Watched, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (changed: boolean): void => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      signal.removeEventListener('abort', onAbort);
      resolve(changed);
    };
    let timer: NodeJS.Timeout | undefined;
    const onAbort = (): void => end(false);
    const watchers = watchersOf(watched, () => {
      // An editor saves in several steps: what it does within a moment is one change.
      timer ??= setTimeout(() => end(true), SETTLE_MS);
    });
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

function watchersOf({ given, named }: Watched, onChange: () => void): FSWatcher[] {
  const folders = new Set(
    (given.length === 0 ? ['.'] : given).map((path) => (/\.\w+$/.test(path) ? dirname(path) : path)),
  );
  const elsewhere = [...named].filter((path) =>
    [...folders].every((folder) => relative(folder, path).startsWith('..')),
  );
  return [
    ...Array.from(folders, (folder) => watch(folder, { recursive: true }, onChange)),
    // The folder, for an editor may put another file in the place of the one that was there.
    ...elsewhere
      .filter((path) => existsSync(dirname(path)))
      .map((path) => watch(dirname(path), (_event, name) => name === basename(path) && onChange())),
  ];
}
