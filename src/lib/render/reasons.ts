import { assertNever } from '../lab/errors.ts';
import type { HeaderPair, HeadersReason, Match, TopicReason } from '../routing/match.ts';
import type { RoutingStep } from '../routing/route.ts';
import { type FieldValue, formatValue, isInteger } from '../routing/values.ts';
import { english } from './words/en.ts';
import type { Words } from './words/words.ts';

/** Why a binding took a message or not: which word, which header. */
export function reasonText(match: Match, { reasons }: Pick<Words, 'reasons'> = english): string {
  switch (match.kind) {
    case 'fanout':
      return reasons.fanout;
    case 'direct':
      return directText(match.matched, match.bindingKey, match.routingKey, reasons);
    case 'topic':
      return topicText(match, reasons);
    case 'headers':
      return headersText(match.matched, match, reasons);
    case 'not-modelled':
      return reasons.notModelled(match.exchangeType);
    default:
      return assertNever(match);
  }
}

/** One step of the routing in a sentence. */
export function routingStepText(step: RoutingStep, words: Pick<Words, 'reasons'> = english): string {
  const { reasons } = words;
  switch (step.kind) {
    case 'binding': {
      const reason = reasonText(step.match, words);
      return step.skipped === undefined ? reason : `${reason}; ${reasons.skipped[step.skipped]}`;
    }
    case 'default':
      return (step.matched ? reasons.defaultTook : reasons.defaultRefused)(step.routingKey);
    case 'alternate':
      return (step.exists ? reasons.alternate : reasons.alternateMissing)(step.exchange, step.alternate);
    case 'no-exchange':
      return reasons.noExchange(step.exchange);
    default:
      return assertNever(step);
  }
}

type Reasons = Words['reasons'];

function directText(matched: boolean, bindingKey: string, routingKey: string, reasons: Reasons): string {
  if (matched) return reasons.keysEqual;
  const wildcard = /[*#]/.test(bindingKey) ? `; ${reasons.plainWildcards}` : '';
  return `${reasons.keysDiffer(routingKey, bindingKey)}${wildcard}`;
}

function topicText({ pattern, words, taken, stuck }: TopicReason, reasons: Reasons): string {
  if (taken) {
    const wildcards = taken.filter((part) => part.pattern === '*' || part.pattern === '#');
    if (wildcards.length === 0) return reasons.wordsEqual;
    return wildcards
      .map((part) => reasons.took(part.pattern, part.words.length === 0 ? null : part.words.join('.')))
      .join(', ');
  }
  if (!stuck) return reasons.noMatch;
  const { position, pattern: wanted, word, nowhere } = stuck;
  if (nowhere) return reasons.noPlace(wanted ?? '');
  if (word === undefined) {
    const missing = wanted === '*' ? null : (wanted ?? '');
    return words.length === 0 ? reasons.noWords(missing) : reasons.ends(words.at(-1) ?? '', missing);
  }
  if (wanted === undefined)
    return pattern.length === 0 ? reasons.emptyPattern : reasons.tooMany(position + 1, word);
  return reasons.otherWord(position + 1, word, wanted);
}

function headersText(matched: boolean, { pairs, ignored }: HeadersReason, reasons: Reasons): string {
  const passedOver = ignored.length === 0 ? [] : [reasons.passedOver(ignored.join(', '))];
  if (pairs.length === 0) {
    const nothing = matched ? reasons.allOfNothing : reasons.anyOfNothing;
    return `${passedOver[0] ?? reasons.nothingToCompare}: ${nothing}`;
  }
  const telling = pairs.filter((pair) => pair.matched === matched);
  return [...telling.map((pair) => pairText(pair, reasons)), ...passedOver].join('; ');
}

function pairText({ header, wanted, got, matched }: HeaderPair, reasons: Reasons): string {
  if (got === undefined) return reasons.headerMissing(header);
  if (matched)
    return wanted.type === 'void' ? reasons.headerThere(header) : reasons.headerIs(header, formatValue(got));
  const [gotType, wantedType] = [typeName(got), typeName(wanted)];
  const types = gotType === wantedType ? ['', ''] : [` (${gotType})`, ` (${wantedType})`];
  return reasons.headerIsNot(header, `${formatValue(got)}${types[0]}`, `${formatValue(wanted)}${types[1]}`);
}

const typeName = (value: FieldValue): string => (isInteger(value) ? 'integer' : value.type);
