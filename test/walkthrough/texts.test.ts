import { expect, test } from 'vitest';
import { languageOf } from '../../src/lib/cli/learn/learn-command.ts';
import { LabError } from '../../src/lib/lab/errors.ts';
import type { Trouble } from '../../src/lib/lab/trouble.ts';
import { PLAY_COMMANDS, PLAY_USAGES } from '../../src/lib/walkthrough/commands/play-command.ts';
import { CommandProblem } from '../../src/lib/walkthrough/commands/problem.ts';
import { LANGUAGES } from '../../src/lib/walkthrough/lesson.ts';
import { english } from '../../src/lib/walkthrough/texts/en.ts';
import { faultIn } from '../../src/lib/walkthrough/texts/fault-text.ts';
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

/** What the command takes behind two dashes. */
function optionsOf(word: keyof typeof PLAY_USAGES): readonly string[] {
  try {
    PLAY_COMMANDS[word]?.('a b --nonsense');
  } catch (error) {
    const problem = error instanceof CommandProblem ? error.problem : undefined;
    if (problem?.kind === 'unknown-option') return problem.known;
  }
  return [];
}

test.each([english, korean])('the help of the sandbox has every option: in %#', ({ commands }) => {
  const words = Object.keys(PLAY_USAGES) as (keyof typeof PLAY_USAGES)[];
  const untold = words.flatMap((word) =>
    optionsOf(word).filter((option) => !`${PLAY_USAGES[word].usage} ${commands[word]}`.includes(option)),
  );
  expect(untold).toEqual([]);
  expect(optionsOf('consume').length).toBeGreaterThan(9);
});

/** One of each kind. */
const TROUBLES: { readonly [K in Trouble['kind']]: Extract<Trouble, { kind: K }> } = {
  'nothing-listens': { kind: 'nothing-listens', where: 'W' },
  unreachable: { kind: 'unreachable', where: 'W' },
  'unknown-host': { kind: 'unknown-host', host: 'W' },
  'no-answer': { kind: 'no-answer', where: 'W', port: { number: 1, isTls: true } },
  'hung-up': { kind: 'hung-up', where: 'W', port: { number: 1, isTls: false }, hasCertificate: true },
  'login-refused': { kind: 'login-refused', where: 'W', user: 'U' },
  'connection-refused': { kind: 'connection-refused', where: 'W', said: 'S' },
  'no-virtual-host': { kind: 'no-virtual-host', server: 'W', vhost: 'V', user: 'U' },
  'not-amqp': { kind: 'not-amqp', where: 'W', port: { number: 1, isTls: false }, reason: 'R' },
  'no-permission': { kind: 'no-permission', said: 'S', line: 'L' },
  refused: { kind: 'refused', said: 'S' },
  gone: { kind: 'gone', reason: 'R' },
  timeout: { kind: 'timeout', seconds: 9, waiting: 'R' },
  blocked: { kind: 'blocked', seconds: 9, waiting: 'R' },
  interrupted: { kind: 'interrupted' },
  'no-broker': { kind: 'no-broker', got: 'R', of: 'F' },
};

test.each(Object.values(TROUBLES))('$kind is told in Korean, with all that is known of it', (trouble) => {
  const { message, hint = '' } = faultIn('ko', new LabError('broker', 'no', { trouble }));
  const known = Object.values(trouble).filter((value) => typeof value === 'string' && /^[A-Z]$/.test(value));
  for (const text of known) expect(`${message}\n${hint}`).toContain(text);
  expect(message.replace('S', '')).toMatch(/\p{Script=Hangul}/u);
});

test('what has no words in Korean is told as it is', () => {
  const error = new LabError('broker', 'no Docker engine answers', { hint: 'Start Docker.' });
  expect(faultIn('ko', error)).toEqual({ message: error.message, hint: error.hint });
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
