import type { english } from './en.ts';

/** What the renderers say, in one language. */
export type Words = typeof english;
