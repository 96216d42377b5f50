import { hanging } from '../../render/table.ts';
import { USAGES } from '../commands/declare.ts';
import { PLAY_USAGES } from '../commands/play-command.ts';
import type { Canvas } from './canvas.ts';

type Topic = keyof Canvas['texts']['commands'];

const BUILDER: readonly Topic[] = [
  'bind',
  'unbind',
  'queue',
  'exchange',
  'delete',
  'undo',
  'try',
  'show',
  'goal',
  'hint',
  'skip',
  'lessons',
  'sandbox',
  'quit',
];

const SANDBOX: readonly Topic[] = [
  'queue',
  'exchange',
  'bind',
  'unbind',
  'delete',
  'publish',
  'consume',
  'get',
  'ack',
  'reject',
  'requeue',
  'cancel',
  'crash',
  'purge',
  'wait',
  'drain',
  'restart',
  'watch',
  'show',
  'undo',
  'save',
  'leave',
];

/** How commands are written where that is more than their word. */
const USES: Partial<Record<Topic, string>> = {
  ...Object.fromEntries(
    Object.entries({ ...USAGES, ...PLAY_USAGES }).map(([word, { usage }]) => [word, usage]),
  ),
  save: 'save FILE',
};

/** The words that a line may begin with. */
export const BUILDER_WORDS: readonly string[] = [...BUILDER, 'help'];
export const SANDBOX_WORDS: readonly string[] = [...SANDBOX, 'quit', 'help'];

export const builderHelp = (canvas: Canvas): string[] => helpLines(BUILDER, canvas);

/** What there is to know of one command; of all where there is none of that name. */
export function sandboxHelp(canvas: Canvas, of: string): string[] {
  const topics = SANDBOX.filter((topic) => topic === of);
  return helpLines(topics.length === 0 ? SANDBOX : topics, canvas);
}

/** Each command, how it is written, and under it what it does. */
function helpLines(topics: readonly Topic[], { texts, colours, width }: Canvas): string[] {
  return topics.flatMap((topic) => [
    ...hanging(colours.strong(topic), rest(USES[topic] ?? topic), width),
    ...hanging('   ', colours.quiet(texts.commands[topic]), width),
  ]);
}

const rest = (usage: string): string => usage.split(' ').slice(1).join(' ');
