import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessons } from '../../src/lessons/index.ts';
import { fingerprintOf } from '../../src/lib/walkthrough/check/fingerprint.ts';

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
