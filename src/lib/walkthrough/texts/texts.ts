import type { english } from './en.ts';

/** What the course says beside its lessons, in one language. */
export type Texts = typeof english;
