import type { Off } from '../definitions/lint/lint.ts';
import type { FileShape } from './file-shape.ts';

/** The lint rules that the file switches off. */
export function offsOf({ lint: { off = {} } = {} }: FileShape): Off[] {
  return Object.entries(off).flatMap(([id, why]): Off[] => {
    const rule = id as Off['rule'];
    if (typeof why === 'string') return [{ rule, reason: why }];
    return Object.entries(why).map(([on, reason]) => ({ rule, on, reason }));
  });
}
