import { groupTexts } from '../steps/step-groups.ts';
import type { Style } from '../style.ts';
import { breakable, hanging, padded, textWidth, wrapped } from '../table.ts';
import { firstAndLast, visible } from '../text.ts';
import type { Words } from '../words/words.ts';
import type { Cluster, Effect, Mention } from './effects.ts';
import type { Moment } from './moments.ts';

const MAX_MENTIONS = 8;
const LEAST_TEXT = 20;
/** Where so many things happen at one time, only the first are shown. */
const MAX_EFFECTS = 16;
const SHOWN_OF_MANY = 8;

/** A line of the timeline, and when that was. */
export interface MomentLine {
  readonly at: number;
  readonly text: string;
}

/** A moment, and what followed its steps. */
export interface ToldMoment extends Moment {
  readonly clusters: readonly Cluster[];
}

export interface MomentStyle extends Style {
  /** The messages that the notes are about. */
  readonly noted: ReadonlySet<string>;
  /** The width of the column of who did something. */
  readonly whoWidth: number;
}

/** The steps of a moment, a line each, and indented under them what followed; lines that a note is about are marked. */
export function momentLines({ at, steps, clusters }: ToldMoment, style: MomentStyle): MomentLine[] {
  const { width, colours, words } = style;
  const isLook = steps[0]?.kind === 'look';
  const lines = groupTexts(steps, { width, full: false, words }).flatMap((text) => {
    const whole = breakable(text, width);
    return wrapped(isLook ? colours.quiet(whole) : whole, width);
  });
  const effects = clusters.flatMap((cluster) => clusterLines(cluster, style));
  return [...lines.map((text) => ({ at, text })), ...effects];
}

function clusterLines({ at, effects }: Cluster, style: MomentStyle): MomentLine[] {
  const isMany = effects.length > MAX_EFFECTS;
  const shown = isMany ? effects.slice(0, SHOWN_OF_MANY) : effects;
  const lines = shown.flatMap((effect) => effectLines(effect, style));
  const more = style.colours.quiet(`  ${style.words.moreLines(effects.length - shown.length)}`);
  return [...lines, ...(isMany ? [more] : [])].map((text) => ({ at, text }));
}

function effectLines(effect: Effect, style: MomentStyle): readonly string[] {
  const { width, colours, noted, whoWidth, words, plain } = style;
  const { who, sign, before, messages, after } = effect;
  if (plain) return [plainText(effect, words)];
  const coloured = (effect.notable ? colours.notable : sign === '◀' ? colours.good : colours.quiet)(sign);
  const mark = who === '' ? coloured : `${padded(who, whoWidth)} ${coloured}`;
  const text = `${before}${mentionsText(messages, words)}${after}`;
  const isNoted = shownOf(messages).some(({ id }) => noted.has(id));
  const lead = `${isNoted ? colours.notable('›') : ' '} ${mark}`;
  return hanging(lead, breakable(text, Math.max(LEAST_TEXT, width - textWidth(lead) - 1)), width);
}

function plainText({ who, sign, before, messages, after }: Effect, words: Words): string {
  const [verb] = sign === '◀' && before === '' ? words.timeline.receives : [''];
  return `${[who, verb].filter(Boolean).join(' ')}${who !== '' && verb === '' ? ' ' : ''}${before}${mentionsText(messages, words)}${after}`;
}

/** Those that have a place in the line: where they are too many, the first few and the last. */
const shownOf = (mentions: readonly Mention[]): readonly Mention[] =>
  mentions.length <= MAX_MENTIONS ? mentions : [...mentions.slice(0, 3), ...mentions.slice(-1)];

function mentionsText(mentions: readonly Mention[], { timeline, messages }: Words): string {
  const texts = shownOf(mentions).map(
    ({ id, again, times }) =>
      `${again ? timeline.again(visible(id)) : visible(id)}${times > 1 ? ` ×${times}` : ''}`,
  );
  if (mentions.length <= MAX_MENTIONS) return texts.join(', ');
  const total = mentions.reduce((sum, { times }) => sum + times, 0);
  return `${messages(total)}: ${firstAndLast(texts)}`;
}
