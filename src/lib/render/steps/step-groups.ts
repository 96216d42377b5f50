import {
  asConsumer,
  type ConsumeStep,
  type GetStep,
  getterOf,
  type PublishStep,
  type Step,
} from '../../lab/experiment.ts';
import { english } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import { consumerTexts } from './behaviour.ts';
import { type Detail, publishManyText } from './publishing.ts';
import { consumeText, getText, stepText } from './steps.ts';

const MAX_LINES = 12;
const SHOWN_OF_MANY = 6;

/** Steps that are done in one go, a line each; neighbours that do alike share one. */
export function groupTexts(steps: readonly Step[], detail: Detail): string[] {
  const texts = runs(steps, (step) => likeness(step, detail.words)).flatMap((alike) =>
    runTexts(alike, detail),
  );
  if (texts.length <= MAX_LINES) return texts;
  return [...texts.slice(0, SHOWN_OF_MANY), detail.words.moreStepsAlike(texts.length - SHOWN_OF_MANY)];
}

/** A script as a person reads it: a line for each step, or for several that are done in one go and do alike. */
export function scriptTexts(steps: readonly Step[], width: number, words: Words = english): string[] {
  return runs(steps, ({ kind }) => kind).flatMap((group) => groupTexts(group, { width, full: true, words }));
}

function runTexts(steps: readonly Step[], detail: Detail): string[] {
  const publishes = steps.filter((step) => step.kind === 'publish');
  if (isSome<PublishStep>(publishes)) return [publishManyText(publishes, detail)];
  const consumes = steps.filter((step) => step.kind === 'consume');
  if (isSome<ConsumeStep>(consumes)) return [consumeText(consumes, detail.words)];
  const gets = steps.filter((step) => step.kind === 'get');
  if (isSome<GetStep>(gets)) return [getText(gets, detail.words)];
  return steps.map((step) => stepText(step, detail.words));
}

/** Publish steps share a line where who publishes and where to are the same, consumers and gets where they are alike. */
function likeness(step: Step, words: Words): string {
  switch (step.kind) {
    case 'publish':
      return [step.kind, step.by, step.message.exchange, step.confirmLost].join('\n');
    case 'consume':
      return [step.kind, step.queue, ...consumerTexts(step, words)].join('\n');
    case 'get':
      return [step.kind, getterOf(step), step.queue, ...consumerTexts(asConsumer(step), words)].join('\n');
    default:
      return step.kind;
  }
}

/** The items cut wherever the key changes. */
function runs<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const found: T[][] = [];
  let last: string | undefined;
  for (const item of items) {
    const key = keyOf(item);
    if (key === last) found.at(-1)?.push(item);
    else found.push([item]);
    last = key;
  }
  return found;
}

const isSome = <T>(items: readonly T[]): items is readonly [T, ...T[]] => items.length > 0;
