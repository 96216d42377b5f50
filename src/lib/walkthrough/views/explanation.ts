import { labelColumns, labelled } from '../../render/declared.ts';
import { guessLines, notesOf, noticeLines, takeawayLines } from '../../render/notes.ts';
import { wrapped } from '../../render/table.ts';
import type { SceneAt } from '../course/scene.ts';
import { readOnUrls, scenarioTexts } from '../lesson-texts.ts';
import type { Canvas } from './canvas.ts';

/** What to make of it, whether it was predicted or not. */
export function explanationSections(
  { lesson, run }: Pick<SceneAt<'result' | 'explanation'>, 'lesson' | 'run'>,
  { width, colours, words, texts, language }: Canvas,
): (readonly string[])[] {
  const told = scenarioTexts(lesson, language);
  const notes = notesOf(told, run);
  return [
    wrapped(colours.strong(told.summary), width),
    guessLines(notes, width, colours, words),
    run.verdict.passed ? noticeLines(notes, width, colours) : wrapped(colours.bad(texts.otherwise), width),
    takeawayLines(notes, width, colours, words),
    labelColumns(labelled(texts.readOn, readOnUrls(lesson)), width, colours),
  ];
}
