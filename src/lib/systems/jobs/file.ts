import { parse } from 'node:path';
import { optionalPackage } from '../../lab/optional-package.ts';
import { inputFile, nameOf, writeOutput } from './files.ts';
import type { Job } from './job.ts';

const DEFAULT_WIDTH = 320;
const MAX_WIDTH = 4_096;
/** 8,000 × 8,000: what is larger would take all the memory there is. */
const MAX_PIXELS = 64_000_000;
/** And no others: an SVG can name files and addresses of its own. */
const FORMATS = ['Jpeg', 'Png', 'Webp', 'Gif', 'Nsgif', 'Tiff', 'Heif'];

/** Makes a smaller copy of an image, as WebP; of an animated one, of its first picture. */
export async function fileJob(): Promise<Job> {
  const { default: sharp } = await optionalPackage('sharp', '--job file', () => import('sharp'));
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: FORMATS.map((format) => `VipsForeignLoad${format}`) });
  // libvips keeps what went wrong in one place: side by side, images would get each other's reasons, or none.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
  return async (message, { id, files, outbox }) => {
    const { name, width } = readOrder(message);
    const path = await inputFile(files, name);
    const { data, info } = await inTurn(() =>
      sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
        .rotate()
        .resize({ width, withoutEnlargement: true })
        .webp()
        .toBuffer({ resolveWithObject: true }),
    );
    const written = await writeOutput(outbox, `${parse(path).name}-${nameOf(id)}.webp`, data);
    return `${name} ▸ ${info.width} × ${info.height}: ${written}`;
  };
}

/** `photo.png`, or `{"file": "photo.png", "width": 640}`. */
function readOrder(message: string): { readonly name: string; readonly width: number } {
  if (!message.trimStart().startsWith('{')) return { name: message, width: DEFAULT_WIDTH };
  const { file: name, width = DEFAULT_WIDTH } = JSON.parse(message) as Record<string, unknown>;
  if (typeof name !== 'string') throw new Error('expected file: the name of an image');
  if (typeof width !== 'number' || !Number.isInteger(width) || width < 1 || width > MAX_WIDTH)
    throw new Error(`expected width: a whole number from 1 to ${MAX_WIDTH}`);
  return { name, width };
}
