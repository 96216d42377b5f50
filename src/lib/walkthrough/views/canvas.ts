import type { Colours } from '../../render/colour.ts';
import { count } from '../../render/text.ts';
import { english as englishWords } from '../../render/words/en.ts';
import { korean as koreanWords } from '../../render/words/ko.ts';
import type { Words } from '../../render/words/words.ts';
import type { Language } from '../lesson.ts';
import { english } from '../texts/en.ts';
import { korean } from '../texts/ko.ts';
import type { Texts } from '../texts/texts.ts';

/** What something is drawn on, and in which language. */
export interface Canvas {
  readonly width: number;
  readonly colours: Colours;
  /** For screen readers: sentences instead of tables and lines that are drawn. */
  readonly plain: boolean;
  readonly language: Language;
  readonly texts: Texts;
  readonly words: Words;
}

/** The course has no other format to point to. */
const moreSteps = (number: number): string => `… and ${count(number, 'more step')}`;

const SPEECH: Readonly<Record<Language, Pick<Canvas, 'language' | 'texts' | 'words'>>> = {
  en: { language: 'en', texts: english, words: { ...englishWords, moreSteps } },
  ko: { language: 'ko', texts: korean, words: koreanWords },
};

export const speechIn = (language: Language): Pick<Canvas, 'language' | 'texts' | 'words'> =>
  SPEECH[language];
