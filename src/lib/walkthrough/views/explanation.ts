import { labelled } from '../../render/declared.ts';
import { guessLines, notesOf, noticeLines, takeawayLines } from '../../render/notes.ts';
import { columns, wrapped } from '../../render/table.ts';
import type { SceneAt } from '../course/scene.ts';
import type { Lesson } from '../lesson.ts';
import { readOnUrls, scenarioTexts } from '../lesson-texts.ts';
import type { Canvas } from './canvas.ts';

/** What to make of it, whether it was predicted or not. */
export function explanationSections(
  { lesson, run }: Pick<SceneAt<'result' | 'explanation'>, 'lesson' | 'run'>,
  canvas: Canvas,
): (readonly string[])[] {
  const { width, colours, words, texts, language } = canvas;
  const told = scenarioTexts(lesson, language);
  const notes = notesOf(told, run);
  return [
    wrapped(colours.strong(told.summary), width),
    guessLines(notes, width, colours, words),
    run.verdict.passed ? noticeLines(notes, width, colours) : wrapped(colours.bad(texts.otherwise), width),
    takeawayLines(notes, width, colours, words),
    readOnLines(lesson, canvas),
  ];
}

/** Whole links, however narrow the terminal: in pieces they could be neither clicked nor copied. */
function readOnLines(lesson: Lesson, { width, texts, colours }: Canvas): readonly string[] {
  const label = colours.quiet(texts.readOn);
  const urls = readOnUrls(lesson);
  const beside = columns(labelled(label, urls));
  return beside.width <= width ? beside.lines : [label, ...urls];
}
