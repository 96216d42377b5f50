import type { Style } from '../../render/style.ts';
import { count } from '../../render/text.ts';
import { english as englishWords } from '../../render/words/en.ts';
import { korean as koreanWords } from '../../render/words/ko.ts';
import type { Language } from '../lesson.ts';
import { english } from '../texts/en.ts';
import { korean } from '../texts/ko.ts';
import type { Texts } from '../texts/texts.ts';

/** What something is drawn on, and in which language. */
export interface Canvas extends Style {
  readonly language: Language;
  readonly texts: Texts;
}

/** The course has no other format to point to. */
const moreSteps = (number: number): string => `… and ${count(number, 'more step')}`;

const SPEECH: Readonly<Record<Language, Pick<Canvas, 'language' | 'texts' | 'words'>>> = {
  en: { language: 'en', texts: english, words: { ...englishWords, moreSteps } },
  ko: { language: 'ko', texts: korean, words: koreanWords },
};

export const speechIn = (language: Language): Pick<Canvas, 'language' | 'texts' | 'words'> =>
  SPEECH[language];
