import { LIMIT_RANGES, type Limits, limitFault } from '../broker/limits.ts';
import { expected } from '../lab/errors.ts';
import { naming } from './given.ts';
import { type GivenLimits, LIMIT_FLAGS } from './limit-options.ts';

/** Those that are given. Throws a LabError for what is none. */
export function readLimits(given: GivenLimits): Partial<Limits> {
  const read = LIMIT_FLAGS.flatMap(([name, flag, value]) => {
    const text = given[name];
    return text === undefined ? [] : [[name, naming(flag, () => readLimit(name, value, text))] as const];
  });
  return Object.fromEntries(read);
}

function readLimit(name: keyof Limits, kind: string, text: string): number {
  const number = kind === 'SIZE' ? readSize(text) : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  const fault = limitFault(name, number);
  if (fault === undefined && Number.isFinite(number)) return number;
  if (kind !== 'SIZE') throw expected(fault ?? 'a whole number', text);
  const [least, most] = LIMIT_RANGES[name];
  const range = Number.isFinite(most) ? `from ${least} to ${most} bytes` : 'in bytes';
  throw expected(`a size ${range}, such as 64KiB, 512MiB or 2GB`, text);
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
};

/** In bytes; not a number where it is none. */
function readSize(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([a-z]*)$/i.exec(text) ?? [];
  return number === '' ? Number.NaN : Math.floor(Number(number) * (UNITS[unit.toUpperCase()] ?? Number.NaN));
}
