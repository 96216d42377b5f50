import { distance } from '../../routing/explain/similar.ts';

const NEAR = 0.3;

/** The known name that was hardly meant otherwise: the same but for signs and capitals, or a letter or two off. */
export function nearMiss(name: string, known: Iterable<string>): string | undefined {
  const near = Array.from(known, (each) => ({ each, far: distance(lettersOf(name), lettersOf(each)) }));
  return near.filter(({ far }) => far < NEAR).sort((a, b) => a.far - b.far)[0]?.each;
}

/** `x-message-ttl`, `messageTtl` and `message_ttl` have the same. */
const lettersOf = (name: string): string =>
  name
    .replace(/^x[-_]/i, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
