import { describe, expect, test } from 'vitest';
import { hanging, nameInLines, sharedWidths } from '../../src/lib/render/table.ts';
import { terminalOf } from '../../src/lib/render/terminal.ts';
import { durationText, someOf, visible, visibleKey } from '../../src/lib/render/text.ts';

describe('a text from outside', () => {
  test.each([
    ['\u001b[31mred', '␛[31mred'],
    ['two\nlines', 'two␊lines'],
    ['\u0000', '␀'],
    ['\u007f', '␡'],
    ['\u009b31m', '\\u009b31m'],
    ['\u202egpj.exe', '\\u202egpj.exe'],
    ['주문 🎉', '주문 🎉'],
  ])('%j is shown as %s', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('that is an empty key is seen', () => {
    expect(visibleKey('')).toBe('(empty)');
  });
});

test('many names are summarised as how many, the first few and the last', () => {
  const names = Array.from({ length: 300 }, (_, at) => `q${at + 1}`);
  expect(someOf(names, 12, 'queue')).toBe('300 queues: q1, q2, q3 … q300');
  expect(someOf(names.slice(0, 3), 12, 'queue')).toBe('q1, q2, q3');
});

describe('an output', () => {
  test.each([
    ['a terminal has its own width and colours', { isTTY: true, columns: 120 }, {}, 120, true],
    ['a pipe is 80 wide and has no colour', {}, {}, 80, false],
    ['a pipe takes its width from COLUMNS', {}, { COLUMNS: '100' }, 100, false],
    ['COLUMNS that is no number counts as not there', {}, { COLUMNS: 'x' }, 80, false],
    ['a width is never below 40', {}, { COLUMNS: '5' }, 40, false],
    ['NO_COLOR takes the colours away', { isTTY: true, columns: 80 }, { NO_COLOR: '1' }, 80, false],
    ['an empty NO_COLOR does not', { isTTY: true, columns: 80 }, { NO_COLOR: '' }, 80, true],
    ['FORCE_COLOR gives a pipe colours', {}, { FORCE_COLOR: '1' }, 80, true],
    ['NO_COLOR decides over FORCE_COLOR', {}, { FORCE_COLOR: '1', NO_COLOR: '1' }, 80, false],
    ['FORCE_COLOR=0 takes them away', { isTTY: true, columns: 80 }, { FORCE_COLOR: '0' }, 80, false],
    ['a dumb terminal has none', { isTTY: true, columns: 80 }, { TERM: 'dumb' }, 80, false],
  ])('%s', (_title, stream, env, width, colour) => {
    expect(terminalOf(stream, env)).toEqual({ width, colour });
  });
});

test.each([
  [0, '0 ms'],
  [999.6, '1 s'],
  [1_250, '1.25 s'],
  [60_000, '1 min'],
  [90_000, '90 s'],
  [7_200_000, '2 h'],
])('%d ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test('a name is broken after its separators', () => {
  expect(nameInLines('reject-publish-dlx', 8)).toBe('reject-\npublish-\ndlx');
  expect(nameInLines('a.b.c', 8)).toBe('a.b.c');
  expect(nameInLines('averylongname', 8)).toBe('averylon\ngname');
});

test('columns share the room so that the narrow ones stay as they are', () => {
  expect(sharedWidths([5, 40, 30], 55)).toEqual([5, 25, 25]);
  expect(sharedWidths([5, 10], 100)).toEqual([5, 10]);
});

test('a text stands under its mark where there is hardly room beside it', () => {
  expect(hanging('a-rather-long-mark', 'some words that wrap', 30)).toEqual([
    'a-rather-long-mark',
    '      some words that wrap',
  ]);
  expect(hanging('a-rather-long-mark', 'few words', 30)).toEqual(['a-rather-long-mark few words']);
});
