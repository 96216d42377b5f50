import { assertNever } from '../lab/errors.ts';
import type { HeaderPair, HeadersReason, Match, TopicReason } from '../routing/match.ts';
import type { RoutingStep } from '../routing/route.ts';
import { type FieldValue, formatValue, isInteger } from '../routing/values.ts';

/** Why a binding took a message or not: which word, which header. */
export function reasonText(match: Match): string {
  switch (match.kind) {
    case 'fanout':
      return 'a fanout exchange takes every message';
    case 'direct':
      return directText(match.matched, match.bindingKey, match.routingKey);
    case 'topic':
      return topicText(match);
    case 'headers':
      return headersText(match.matched, match);
    case 'not-modelled':
      return `exchange type '${match.exchangeType}' is not modelled here`;
    default:
      return assertNever(match);
  }
}

/** One step of the routing in a sentence. */
export function routingStepText(step: RoutingStep): string {
  switch (step.kind) {
    case 'binding':
      return step.skipped === undefined
        ? reasonText(step.match)
        : `${reasonText(step.match)}; ${SKIPPED[step.skipped]}`;
    case 'default':
      return step.matched
        ? `the default exchange: queue '${step.routingKey}' has that name`
        : `the default exchange: no queue is named '${step.routingKey}'`;
    case 'alternate':
      return step.exists
        ? `nothing matched on '${step.exchange}', so its alternate exchange '${step.alternate}' gets the message`
        : `nothing matched on '${step.exchange}', and its alternate exchange '${step.alternate}' does not exist`;
    case 'no-exchange':
      return `there is no exchange '${step.exchange}'`;
    default:
      return assertNever(step);
  }
}

const SKIPPED = {
  'already routed': 'no second copy, it has the message already',
  'no such destination': 'but it does not exist',
} as const;

function directText(matched: boolean, bindingKey: string, routingKey: string): string {
  if (matched) return 'the keys are equal';
  const wildcard = /[*#]/.test(bindingKey) ? '; on a direct exchange * and # are plain text' : '';
  return `${quoted(routingKey)} is not ${quoted(bindingKey)}${wildcard}`;
}

function topicText({ pattern, words, taken, stuck }: TopicReason): string {
  if (taken) {
    const wildcards = taken.filter((part) => part.pattern === '*' || part.pattern === '#');
    if (wildcards.length === 0) return 'every word is equal';
    return wildcards
      .map(
        (part) =>
          `${part.pattern} took ${part.words.length === 0 ? 'no word' : quoted(part.words.join('.'))}`,
      )
      .join(', ');
  }
  if (!stuck) return 'it does not match';
  const { position, pattern: wanted, word, nowhere } = stuck;
  if (nowhere) return `the pattern finds no place for ${quoted(wanted ?? '')}`;
  if (word === undefined) {
    const where =
      words.length === 0 ? 'the key has no words' : `the key ends after ${quoted(words.at(-1) ?? '')}`;
    return `${where}, the pattern wants ${wanted === '*' ? 'one word more' : quoted(wanted ?? '')}`;
  }
  if (wanted === undefined) {
    return pattern.length === 0
      ? 'an empty pattern takes only the empty key'
      : `word ${position + 1}, ${quoted(word)}, is one too many`;
  }
  return `word ${position + 1} is ${quoted(word)}, the pattern wants ${quoted(wanted)}`;
}

function headersText(matched: boolean, { pairs, ignored }: HeadersReason): string {
  if (pairs.length === 0) {
    const nothing = matched ? 'all of nothing is true' : 'any of nothing is false';
    return ignored.length === 0 ? `nothing to compare: ${nothing}` : `${passedOver(ignored)}: ${nothing}`;
  }
  const telling = pairs.filter((pair) => pair.matched === matched);
  const texts = telling.map(pairText).join('; ');
  return ignored.length === 0 ? texts : `${texts}; ${passedOver(ignored)}`;
}

const passedOver = (headers: readonly string[]): string => `${headers.join(', ')} skipped (begins with x-)`;

function pairText({ header, wanted, got, matched }: HeaderPair): string {
  if (got === undefined) return `${header} is missing`;
  if (matched) return wanted.type === 'void' ? `${header} is there` : `${header} is ${formatValue(got)}`;
  const [gotType, wantedType] = [typeName(got), typeName(wanted)];
  const types = gotType === wantedType ? ['', ''] : [` (${gotType})`, ` (${wantedType})`];
  return `${header} is ${formatValue(got)}${types[0]}, not ${formatValue(wanted)}${types[1]}`;
}

const typeName = (value: FieldValue): string => (isInteger(value) ? 'integer' : value.type);
const quoted = (text: string): string => `'${text}'`;
