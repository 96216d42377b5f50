import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessons } from '../../src/lessons/index.ts';
import { fingerprintOf } from '../../src/lib/walkthrough/check/fingerprint.ts';
import { korean } from '../../src/lib/walkthrough/texts/ko.ts';

/** What was called two things once, and the one that it is called now. */
const ONE_WORD = [
  ['거절', '거부'],
  ['워커', '작업자'],
  ['독 메시지', '포이즌 메시지'],
  ['대기 상태', '대기 중'],
  ['passive 선언', '수동 선언'],
  ['fanout 익스체인지', '팬아웃 익스체인지'],
  ['direct 익스체인지', '다이렉트 익스체인지'],
  ['topic 익스체인지', '토픽 익스체인지'],
  ['headers 익스체인지', '헤더 익스체인지'],
] as const;

test.each(ONE_WORD)('nothing is called %s in Korean: it is %s', (other, word) => {
  const texts = [korean, ...lessons.map(({ texts }) => texts.ko)].map((ko) => JSON.stringify(ko));
  expect(texts.filter((text) => text.includes(other))).toEqual([]);
  expect(texts.some((text) => text.includes(word))).toBe(true);
});

const FOLDER = join(import.meta.dirname, '../../src/lessons');
const FINGERPRINT = /(?<=^ {2}of: ')[0-9a-f]*(?=',$)/m;

test.each(lessons)(
  'the Korean of $name is of the English as it is; `npm run translations` says so once it is looked over',
  (lesson) => {
    const path = join(FOLDER, lesson.name, 'ko.ts');
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(FINGERPRINT);
    const fingerprint = fingerprintOf(lesson);
    if (process.env.npm_lifecycle_event === 'translations')
      writeFileSync(path, text.replace(FINGERPRINT, fingerprint));
    else expect(lesson.texts.ko.of).toBe(fingerprint);
  },
);
