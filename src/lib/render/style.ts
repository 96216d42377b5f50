import type { Colours } from './colour.ts';
import { english } from './words/en.ts';
import type { Words } from './words/words.ts';

/** How a run is written down. */
export interface Style {
  readonly width: number;
  readonly colours: Colours;
  readonly words: Words;
  /** For screen readers: words take the place of signs and columns. */
  readonly plain: boolean;
}

/** As commands print it. */
export const inEnglish = (width: number, colours: Colours): Style => ({
  width,
  colours,
  words: english,
  plain: false,
});
