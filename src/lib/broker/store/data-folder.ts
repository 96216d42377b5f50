import { makeFolder } from '../../make-folder.ts';
import type { Broker } from '../core.ts';
import { closeDatabase, openDatabase } from './database.ts';
import { DiskJournal } from './disk-journal.ts';
import { freeBytes, watchDiskSpace } from './disk-space.ts';
import { lockFolder } from './folder-lock.ts';
import type { Journal } from './journal.ts';
import { readKept, restore } from './restore.ts';
import { checkRoom, folderFault, folderGone, writeFault } from './store-error.ts';

/** A folder in which a broker keeps what is durable, from one process to the next. */
export interface DataFolder {
  readonly journal: Journal;
  /** Puts what was kept into a broker that is still empty. Virtual hosts that it has not stay in the folder. */
  restoreTo(broker: Broker): void;
  /** From now on, publishers are blocked while there is less room than the broker's limit, on the disk and in the file. */
  watchSpace(broker: Broker): Promise<void>;
  /** Writes what is left, and gives the folder free. Rejects with a StoreError where not all could be written. */
  close(): Promise<void>;
}

/**
 * Opens the folder, which is made where there is none. Throws a StoreError where it is damaged, full, in use, or no folder
 * of a broker's. `onFailure` is called once, where something can no longer be written.
 */
export async function openDataFolder(
  folder: string,
  onFailure: (error: unknown) => void,
): Promise<DataFolder> {
  try {
    makeFolder(folder);
    await checkRoom(folder);
    const lock = lockFolder(folder);
    try {
      const { database, endedWell } = await openDatabase(folder);
      const kept = readKept(database, endedWell);
      const journal = new DiskJournal(database, kept, async (error) =>
        onFailure(await writeFault(folder, error)),
      );
      let endWatch = (): void => {};
      return {
        journal,
        restoreTo: (broker) => restore(kept, broker),
        async watchSpace({ limits, alarms }) {
          const free = async (): Promise<number> => (await freeBytes(folder)) + database.spareBytes;
          endWatch = await watchDiskSpace(free, limits.diskFreeLimit, alarms, (error) =>
            onFailure(folderGone(folder, error)),
          );
        },
        async close() {
          endWatch();
          try {
            await journal.close();
            await closeDatabase(database);
          } catch (error) {
            await database.close().catch(() => {});
            throw await writeFault(folder, error);
          } finally {
            lock.release();
          }
        },
      };
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    throw folderFault(folder, error);
  }
}
