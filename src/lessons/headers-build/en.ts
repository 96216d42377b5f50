import type { BuildTexts } from '../../lib/walkthrough/lesson.ts';

export const en: BuildTexts = {
  title: 'Build: documents by their headers',
  intro: [
    'printer wants every pdf of one page; some programs write the number of pages as a number, some as a string. legal wants whatever has a header signed. archive wants every message, even one without headers.',
    'pages=1 asks for a number, pages="1" for a string, and signed= only that there is such a header.',
  ],
  hints: [
    'What is left to match when a binding with x-match=all names no header at all?',
    'all of nothing is always true, any of nothing never. 1 and "1" are two values, and a binding can ask for one value of a header.',
  ],
  done: 'Each type that a value is sent in costs a binding, and one that somebody forgot costs messages. A binding with all and no headers makes its queue get everything, as on a fanout exchange.',
};
