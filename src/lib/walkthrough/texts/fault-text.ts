import type { LabError } from '../../lab/errors.ts';
import type { Trouble } from '../../lab/trouble.ts';
import type { Failure } from '../course/scene.ts';
import type { Language } from '../lesson.ts';
import { koreanFaults } from './ko-faults.ts';

/** What went wrong in that language; in the lab's own words where it has none, as those of Docker and of certificates. */
export function faultIn(language: Language, { message, hint, trouble }: LabError): Failure {
  if (language === 'en' || trouble === undefined) return { message, hint };
  const words = koreanFaults[trouble.kind] as (trouble: Trouble) => readonly [string, string?];
  const [told, advice] = words(trouble);
  return { message: told, hint: advice };
}
