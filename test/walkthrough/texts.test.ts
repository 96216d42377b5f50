import { expect, test } from 'vitest';
import { languageOf } from '../../src/lib/cli/learn/learn-command.ts';
import { LANGUAGES } from '../../src/lib/walkthrough/lesson.ts';
import { english } from '../../src/lib/walkthrough/texts/en.ts';
import { korean } from '../../src/lib/walkthrough/texts/ko.ts';

/** Every text by the way to it; what is made from something is called with it. */
function textsIn(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function')
    return path.startsWith('.problems') ? [] : [[path, String(value('x', 'y', 'z'))]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, of]) => textsIn(of, `${path}.${key}`));
}

test('the texts of the course are the same in number and place in every language, and none is empty', () => {
  const [en, ko] = [textsIn(english), textsIn(korean)];
  expect(ko.map(([path]) => path)).toEqual(en.map(([path]) => path));
  const empty = [...en, ...ko].filter(([path, text]) => text.trim() === '' && path !== '.states.new');
  expect(empty).toEqual([]);
});

test('the texts of the course are in Korean where that is the language', () => {
  const untranslated = textsIn(korean).filter(
    ([path, text]) =>
      text.split(' ').length > 2 && !/\p{Script=Hangul}/u.test(text) && path !== '.states.new',
  );
  expect(untranslated).toEqual([]);
});

test.each([
  [{}, 'en'],
  [{ LANG: 'ko_KR.UTF-8' }, 'ko'],
  [{ LANG: 'ko' }, 'ko'],
  [{ LANG: 'kok_IN' }, 'en'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{ LANG: 'ko_KR.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'en_US.UTF-8', LC_ALL: 'ko_KR' }, 'ko'],
  [{ LANG: 'ko_KR.UTF-8', LC_ALL: 'C' }, 'en'],
] as const)('the locale %j is %s', (env, wanted) => {
  expect(LANGUAGES).toContain(wanted);
  expect(languageOf(env)).toBe(wanted);
});
