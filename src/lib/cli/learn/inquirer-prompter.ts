import { EventEmitter } from 'node:events';
import { checkbox, input, Separator, select } from '@inquirer/prompts';
import { fitted, textWidth, wrapped } from '../../render/table.ts';
import type { Canvas } from '../../walkthrough/views/canvas.ts';
import { isCount, type Prompt, type PromptKey, type Reply } from '../../walkthrough/views/prompt.ts';
import { completerOf } from './completer.ts';
import { LineReader } from './line-reader.ts';
import { keyOf } from './pressed-key.ts';
import type { Prompter } from './prompter.ts';
import { type Pressed, Ticks } from './ticks.ts';

type PromptOf<K extends Prompt['kind']> = Extract<Prompt, { kind: K }>;
interface Context {
  readonly signal: AbortSignal;
  readonly clearPromptOnDone: true;
}

/** Lists to move in and to tick, keys that act at once, and a line with a history. */
export function inquirerPrompter(): Prompter {
  const lines = new LineReader(true);
  const continued = new EventEmitter();
  // Once for all prompts: where a listener came and went with each, changes of the terminal's size came late.
  // node:readline takes the terminal back first, and pauses.
  const onContinued = (): void => void setImmediate(() => continued.emit('continued'));
  process.on('SIGCONT', onContinued);
  /** What was ticked when a hint was asked for, or at Ctrl-Z: the same question comes again. */
  let draft: readonly string[] = [];
  const ticking = async (prompt: PromptOf<'tick'>, canvas: Canvas, signal: AbortSignal): Promise<Ending> => {
    const ticks = new Ticks(prompt, draft);
    const ticked = { ...prompt, ticked: ticks.values };
    const ending = await asking(ticked, canvas, { signal, continued }, (key) => ticks.press(key));
    const comesAgain = ending.kind === 'continued' || (ending.kind === 'key' && ending.key === 'hint');
    draft = comesAgain ? ticks.values : [];
    return ending;
  };
  return {
    async ask(prompt, canvas, signal) {
      if (prompt.kind === 'line') {
        process.stdout.write('\n');
        const line = await lines.next(prompt.prompt, signal, completerOf(prompt));
        return typeof line === 'string' ? { kind: line } : { kind: 'value', value: line.line };
      }
      lines.close();
      for (;;) {
        const ask =
          prompt.kind === 'tick'
            ? ticking(prompt, canvas, signal)
            : asking(prompt, canvas, { signal, continued });
        const ending = await ask;
        if (ending.kind !== 'continued') return ending;
      }
    },
    close() {
      process.off('SIGCONT', onContinued);
      lines.close();
    },
  };
}

/** How a prompt ends; after Ctrl-Z and fg it has to be drawn anew. */
type Ending = Reply | { readonly kind: 'continued' };

const SHOW_CURSOR = '\u001b[?25h';

/** Draws one of inquirer's prompts, which a key ends as well as an answer. */
async function asking(
  prompt: Exclude<Prompt, { kind: 'line' }>,
  canvas: Canvas,
  { signal, continued }: { readonly signal: AbortSignal; readonly continued: EventEmitter },
  onOther: (pressed: Pressed) => void = () => {},
): Promise<Ending> {
  const ended = new AbortController();
  let ending: Ending = { kind: 'interrupted' };
  const end = (with_: Ending): void => {
    // What is pasted comes key by key before the prompt is gone: the first one counts.
    if (ended.signal.aborted) return;
    ending = with_;
    ended.abort();
  };
  const onKey = (text: string | undefined, pressed: Pressed): void => {
    if (pressed.ctrl && pressed.name === 'd') end({ kind: 'gone' });
    if (pressed.ctrl && pressed.name === 'z') process.stdout.write(SHOW_CURSOR);
    const key = pressed.ctrl || pressed.meta ? undefined : keyOf(text ?? '', prompt.keys);
    if (key) end({ kind: 'key', key: key.key });
    else onOther(pressed);
  };
  const onEnd = (): void => end({ kind: 'gone' });
  const onContinued = (): void => end({ kind: 'continued' });
  process.stdin.prependListener('keypress', onKey).on('end', onEnd);
  continued.on('continued', onContinued);
  const context: Context = { signal: AbortSignal.any([signal, ended.signal]), clearPromptOnDone: true };
  try {
    return await draw(prompt, canvas, context);
  } catch (error) {
    if (error instanceof Error && ENDINGS.has(error.name))
      return signal.aborted ? { kind: 'interrupted' } : ending;
    throw error;
  } finally {
    process.stdin.off('keypress', onKey).off('end', onEnd);
    continued.off('continued', onContinued);
  }
}

/** inquirer's own: aborted by a signal, or by Ctrl-C. */
const ENDINGS: ReadonlySet<string> = new Set(['AbortPromptError', 'ExitPromptError']);

function draw(prompt: Exclude<Prompt, { kind: 'line' }>, canvas: Canvas, context: Context): Promise<Reply> {
  switch (prompt.kind) {
    case 'choose':
      return choose(prompt, canvas, context);
    case 'tick':
      return tick(prompt, canvas, context);
    case 'number':
      return number(prompt, canvas, context);
  }
}

/** An empty line above the list, which goes away with it. */
const SPACE = ' ';

async function choose(prompt: PromptOf<'choose'>, canvas: Canvas, context: Context): Promise<Reply> {
  const { texts } = canvas;
  // A list that is scrolled has a line for each, so that none is shown in part.
  const isLong = prompt.options.some(({ heading }) => heading !== undefined);
  const choices = prompt.options.flatMap(({ value, label, heading }) => [
    ...(heading === undefined ? [] : [new Separator(canvas.colours.quiet(heading))]),
    { value, name: isLong ? fitted(label, canvas.width - 2) : labelled(label, 4, canvas) },
  ]);
  const { shown, of } = page(choices);
  const move = shown < of ? texts.moveOn(shown, of) : texts.move;
  const value = await select(
    {
      message: SPACE,
      choices,
      loop: false,
      pageSize: shown,
      ...(prompt.initial !== null && { default: prompt.initial }),
      theme: theme(
        canvas,
        [
          ['↑↓', move],
          ['enter', texts.choose],
        ],
        prompt.keys,
      ),
    },
    context,
  );
  return { kind: 'value', value };
}

async function tick(prompt: PromptOf<'tick'>, canvas: Canvas, context: Context): Promise<Reply> {
  const { texts } = canvas;
  const choices = prompt.options.map(({ value, label }) => ({
    value,
    name: labelled(label, 6, canvas),
    checked: prompt.ticked.includes(value),
  }));
  const { shown, of } = page(choices);
  const move: OwnKey[] = shown < of ? [['↑↓', texts.moveOn(shown, of)]] : [];
  const values = await checkbox(
    {
      message: SPACE,
      choices,
      loop: false,
      pageSize: shown,
      shortcuts: { all: null, invert: null },
      validate: (chosen) => {
        if (chosen.length === 0) return texts.tickSomething;
        return chosen.length === 1 || chosen.every(({ value }) => value !== prompt.none) || texts.noneAlone;
      },
      theme: theme(canvas, [...move, ['space', texts.tick], ['enter', texts.answer]], prompt.keys),
    },
    context,
  );
  return { kind: 'ticked', values };
}

async function number(prompt: PromptOf<'number'>, canvas: Canvas, context: Context): Promise<Reply> {
  const { texts } = canvas;
  const value = await input(
    {
      message: `\n${footer([['enter', texts.answer]], prompt.keys, canvas)}\n >`,
      validate: (text) => isCount(text) || texts.wantsNumber,
      theme: theme(canvas, [], []),
    },
    context,
  );
  return { kind: 'value', value: value.trim() };
}

/** A key that inquirer itself knows. */
type OwnKey = readonly [key: string, label: string];

/** The keys that work here, in a line or two at the bottom; a key and its label stay together. */
function footer(own: readonly OwnKey[], keys: readonly PromptKey[], { colours, width }: Canvas): string {
  const lines: string[] = [];
  for (const [key, label] of [...own, ...keys.map(({ letter, label }) => [letter, label] as const)]) {
    const part = `${key} ${label}`;
    const longer = [...lines.slice(-1), part].join(' · ');
    if (lines.length > 0 && textWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines.map(colours.quiet).join('\n');
}

/** A label that goes on under itself, beside what stands before it. */
const labelled = (label: string, indent: number, { width }: Canvas): string =>
  wrapped(label, width - indent).join(`\n${' '.repeat(indent)}`);

const LEAST_PAGE = 5;
/** What stands around a list: the question above it, the keys below. */
const AROUND = 8;

/** How many lines of a list there is room for, and how many it has: a long label takes several. */
function page(choices: readonly (Separator | { readonly name: string })[]): {
  readonly shown: number;
  readonly of: number;
} {
  const of = choices.reduce(
    (lines, choice) => lines + ('name' in choice ? choice.name.split('\n').length : 1),
    0,
  );
  return { shown: Math.min(of, Math.max(LEAST_PAGE, (process.stdout.rows || 24) - AROUND)), of };
}

/** Every style is ours: inquirer's own do not know of NO_COLOR. */
function theme(canvas: Canvas, own: readonly OwnKey[], keys: readonly PromptKey[]) {
  const { colours } = canvas;
  const plain = (text: string): string => text;
  return {
    prefix: '',
    keybindings: [],
    icon: {
      cursor: '>',
      checked: ' [x]',
      unchecked: ' [ ]',
      disabledChecked: ' [x]',
      disabledUnchecked: ' [ ]',
    },
    style: {
      message: plain,
      answer: plain,
      highlight: colours.strong,
      help: colours.quiet,
      error: (text: string) => colours.bad(`✗ ${text}`),
      disabled: colours.quiet,
      description: colours.quiet,
      keysHelpTip: () => footer(own, keys, canvas),
    },
  };
}
