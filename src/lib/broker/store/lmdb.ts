import { StoreError } from './store-error.ts';

/** A sorted map from bytes to bytes, on disk. */
export interface Database {
  /** How many entries there are. */
  readonly size: number;
  /** What has become free in its file, in bytes: it is written to before the file grows. */
  readonly spareBytes: number;
  /** What is read is a view that the next read overwrites. */
  get(key: Buffer): Buffer | undefined;
  /** In order of their keys, from `start` to before `end`; values are views as with `get`. */
  entries(range: Range): Iterable<Entry>;
  keys(range: Range): Iterable<Buffer>;
  /** All of it or nothing; resolved once it is safe on disk. */
  write(writing: (set: SetValue) => void): Promise<void>;
  close(): Promise<void>;
}

export interface Range {
  readonly start: Buffer;
  readonly end: Buffer;
}

export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** Null takes the key out. */
export type SetValue = (key: Buffer, value: Buffer | null) => void;

/** The files of a database in a folder. */
export const FILES = { data: 'data.mdb', readers: 'lock.mdb' } as const;

/**
 * LMDB: measured beside LevelDB (classic-level) with a hundred messages of 1 KiB a write, it took half the processor time
 * a message and wrote about twice as many a second, each write safe on disk.
 */
export async function openLmdb(folder: string, readOnly: boolean): Promise<Database> {
  const { open } = await lmdb();
  const root = open<Buffer, Buffer>({
    path: folder,
    // Else a folder with a dot in its name is taken for a file.
    noSubdir: false,
    encoder: VIEWS,
    keyEncoding: 'binary',
    readOnly,
    // A write is done once it is on disk.
    overlappingSync: false,
    // Whoever writes has gathered already. With it, the failure of a write is also that of a promise that nobody has.
    eventTurnBatching: false,
  });
  return {
    get size() {
      return (root.getStats() as Stats).entryCount;
    },
    get spareBytes() {
      return spareBytes(root.getStats() as Stats);
    },
    get: (key) => root.get(key),
    entries: (range) => root.getRange(range),
    keys: (range) => root.getKeys(range),
    async write(writing) {
      try {
        await root.batch(() =>
          writing((key, value) => void (value ? root.put(key, value) : root.remove(key))),
        );
      } catch (error) {
        await (error as { commitError?: Promise<void> }).commitError;
        throw error;
      }
    },
    close: () => root.close(),
  };
}

/** What LMDB says of a tree of pages. */
interface Tree {
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

/** Of the entries; `free` is where LMDB notes which pages are free. */
interface Stats extends Tree {
  readonly entryCount: number;
  readonly pageSize: number;
  readonly lastPageNumber: number;
  readonly free: Tree;
}

/** LMDB has two pages of its own at the beginning of the file. */
const META_PAGES = 2;

function spareBytes({ pageSize, lastPageNumber, free, ...entries }: Stats): number {
  return (lastPageNumber + 1 - META_PAGES - pagesOf(entries) - pagesOf(free)) * pageSize;
}

const pagesOf = ({ treeBranchPageCount, treeLeafPageCount, overflowPages }: Tree): number =>
  treeBranchPageCount + treeLeafPageCount + overflowPages;

/** Values as they are: written without a copy, and read as a view of what LMDB read them into. */
const VIEWS = {
  encode: (value: Buffer): Buffer => value,
  // Its length is no longer that of its memory.
  decode: ({ buffer, byteOffset, length }: Buffer): Buffer => Buffer.from(buffer, byteOffset, length),
};

/** The package. Throws a StoreError that says how to get it. */
export async function lmdb(): Promise<typeof import('lmdb')> {
  try {
    return await import('lmdb');
  } catch (error) {
    const isMissing = (error as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND';
    const what = isMissing ? 'is not installed' : 'cannot be loaded';
    throw new StoreError(
      `a data folder needs the package lmdb, which ${what}`,
      'Install it: npm install lmdb',
      error,
    );
  }
}
