import { type FieldValue, integerValue } from '../../routing/values.ts';
import { parseMaxAge } from './max-age.ts';

/** Where a consumer of a stream starts: at an offset, or at the first message from a time on. */
export type StreamOffset =
  | { readonly from: 'first' | 'last' | 'next' }
  | { readonly from: 'offset'; readonly offset: number }
  | { readonly from: 'time'; readonly milliseconds: number }
  | { readonly from: 'age'; readonly milliseconds: number };

/** `x-stream-offset`: first, last, next (the default), a number, a timestamp or an age such as `1h`; undefined for anything else. */
export function parseStreamOffset(value: FieldValue | undefined): StreamOffset | undefined {
  if (value === undefined) return { from: 'next' };
  if (value.type === 'timestamp') return { from: 'time', milliseconds: Number(value.value) * 1000 };
  const offset = integerValue(value);
  if (offset !== undefined) return { from: 'offset', offset };
  if (value.type !== 'string') return undefined;
  if (value.value === 'first' || value.value === 'last' || value.value === 'next')
    return { from: value.value };
  const milliseconds = parseMaxAge(value.value);
  return milliseconds === undefined ? undefined : { from: 'age', milliseconds };
}
