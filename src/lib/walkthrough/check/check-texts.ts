import { looksOf } from '../course/scene.ts';
import type { Lesson, PredictLesson, Question, QuestionTexts } from '../lesson.ts';
import { fingerprintOf } from './fingerprint.ts';

const HANGUL = /\p{Script=Hangul}/u;

/** What is missing in a lesson's texts, or says something of another lesson than this one: a sentence each. */
export function textProblems(lesson: Lesson): string[] {
  return [
    ...emptyTexts(lesson.texts.en, 'en'),
    ...emptyTexts(lesson.texts.ko, 'ko'),
    ...sameNumber('intro', lesson.texts.en.intro, lesson.texts.ko.intro),
    ...untranslated(lesson),
    ...(lesson.kind === 'predict' ? predictProblems(lesson) : []),
    ...staleness(lesson),
  ];
}

function staleness(lesson: Lesson): string[] {
  const wanted = fingerprintOf(lesson);
  const { of } = lesson.texts.ko;
  if (of === wanted) return [];
  const what = of === '' ? 'has no fingerprint' : `is of ${of}`;
  return [`ko ${what}, and the English is ${wanted}: look it over, then npm run translations`];
}

/** Every text there is, by the way to it, but for the fingerprint. */
function textsIn(value: unknown, path: string): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => key !== 'of')
    .flatMap(([key, of]) => textsIn(of, `${path}.${key}`));
}

const emptyTexts = (texts: unknown, language: string): string[] =>
  textsIn(texts, language)
    .filter(([, text]) => text.trim() === '')
    .map(([path]) => `${path} is empty`);

function sameNumber(what: string, en: readonly string[], ko: readonly string[]): string[] {
  return en.length === ko.length ? [] : [`${what}: ${en.length} in en, ${ko.length} in ko`];
}

/** Whole sentences that are in no Korean; names and codes may be the same in both. */
function untranslated(lesson: Lesson): string[] {
  const isSentence = (text: string): boolean => text.split(' ').length > 6;
  return textsIn(lesson.texts.ko, 'ko')
    .filter(([, text]) => isSentence(text) && !HANGUL.test(text))
    .map(([path]) => `${path} is not in Korean`);
}

function predictProblems(lesson: PredictLesson): string[] {
  const { scenario, questions, texts } = lesson;
  const ids = questions.map(({ id }) => id);
  const told = texts.ko.scenario;
  return [
    ...sameNumber("the scenario's notice", scenario.notice, told.notice),
    ...scenario.notice.flatMap((note, at) => sameBeginning(note, told.notice[at] ?? '', at)),
    ...looksProblems(looksOf(lesson), told.looks ?? {}),
    ...sameKeys('questions', ids, Object.keys(texts.en.questions), 'en'),
    ...sameKeys('questions', ids, Object.keys(texts.ko.questions), 'ko'),
    ...(ids.length === 0 ? ['expected a question, got none'] : []),
    ...questions.flatMap((question) => [
      ...questionProblems(question, texts.en.questions[question.id], 'en'),
      ...questionProblems(question, texts.ko.questions[question.id], 'ko'),
    ]),
  ];
}

function looksProblems(names: readonly string[], texts: Readonly<Record<string, string>>): string[] {
  const what = "the scenario's looks";
  return [
    ...sameKeys(what, names, Object.keys(texts), 'ko'),
    ...Object.keys(texts)
      .filter((name) => !HANGUL.test(texts[name] ?? ''))
      .map((name) => `${what}: '${name}' is not in Korean`),
  ];
}

/** `m1, m2: …` says which messages a note is about, in both languages. */
function sameBeginning(en: string, ko: string, at: number): string[] {
  const about = (text: string): string => /^(m\d+(?:, )?)+/.exec(text)?.[0] ?? '';
  return about(en) === about(ko)
    ? []
    : [`note ${at + 1} is about '${about(en)}' in en, '${about(ko)}' in ko`];
}

function questionProblems(question: Question, texts: QuestionTexts | undefined, language: string): string[] {
  if (!texts) return [];
  const [choices, slips] = namesIn(question);
  const at = `question ${question.id}`;
  return [
    ...sameKeys(`${at}: choices`, choices, Object.keys(texts.choices ?? {}), language),
    ...sameKeys(`${at}: slips`, slips, Object.keys(texts.slips), language),
    ...(texts.hints.length === 2
      ? []
      : [`${at}: expected two hints in ${language}, got ${texts.hints.length}`]),
  ];
}

/** What of a question has a text: its choices, and its slips, which the wrong choices are. */
function namesIn(question: Question): readonly [choices: readonly string[], slips: readonly string[]] {
  if (question.kind === 'queues' || question.kind === 'count') return [[], Object.keys(question.slips)];
  const choices = Object.keys(question.choices);
  return [choices, choices.filter((name) => name !== question.answer)];
}

function sameKeys(
  what: string,
  wanted: readonly string[],
  got: readonly string[],
  language: string,
): string[] {
  const missing = wanted.filter((key) => !got.includes(key));
  const surplus = got.filter((key) => !wanted.includes(key));
  return [
    ...missing.map((key) => `${what}: '${key}' has no text in ${language}`),
    ...surplus.map((key) => `${what}: '${key}' is only in the texts in ${language}`),
  ];
}
