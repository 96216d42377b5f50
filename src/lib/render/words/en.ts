import { count } from '../text.ts';

/** A consumer's answers, as its behaviour names them. */
type Answers = Readonly<Record<'ack' | 'reject' | 'requeue' | 'hold' | 'retry', string>>;
type Fates = Readonly<
  Record<'acked' | 'taken' | 'skipped' | 'held' | 'rejected' | 'retried' | 'left' | 'lost', string>
>;

type UnknownDepths = Readonly<Record<'gone' | 'locked' | 'stream', string>>;
/** What stands before the messages that something happened to, and what after them. */
type Around = readonly [before: string, after: string];

/** What is about to be declared on a broker that others use, too. */
interface Announced {
  readonly exchanges: number;
  readonly queues: number;
  /** How many of the queues the broker names. */
  readonly nameless: number;
  /** Its product and version. */
  readonly broker: string;
  readonly address: string;
  readonly prefix: string;
  readonly keep: boolean;
}

/** What is declared, by its number. */
export function declaredText({ exchanges, queues }: Pick<Announced, 'exchanges' | 'queues'>): string {
  const kinds = [
    ...(exchanges > 0 ? [count(exchanges, 'exchange')] : []),
    ...(queues > 0 ? [count(queues, 'queue')] : []),
  ];
  return kinds.join(' and ') || 'nothing';
}

/** Warns of an exchange that others use, too. */
export const sharedText = (exchange: string, messages: string, run: string): string =>
  `Warning: ${exchange} is everybody's: ${messages} will also go into every queue that somebody else has bound to it ` +
  `there, and stay in it; what others publish to it comes into the queues of ${run}.`;

/** What the renderers say in English. Whatever comes in is shown as it is: names, keys and the broker's own words. */
export const english = {
  messages: (number: number) => count(number, 'message'),
  queues: (number: number) => count(number, 'queue'),
  consumers: (number: number) => count(number, 'consumer'),
  connections: (number: number) => count(number, 'connection'),
  moreSteps: (number: number) => `… and ${count(number, 'more step')}; --format json lists all that happened`,
  moreStepsAlike: (number: number) => `… and ${number} more steps like these`,
  moreLines: (number: number) => `… and ${number} more lines like these`,
  moreQueues: (number: number) => `… and ${count(number, 'more queue')}`,
  moreConsumers: (number: number) => `… and ${count(number, 'more consumer')}`,
  more: (number: number) => `… and ${number} more`,
  emptyKey: '(empty)',

  declaring: ({ broker, address, prefix, keep, ...entities }: Announced) => {
    const nameless = entities.nameless === 0 ? '' : ` but for ${entities.nameless} that the broker names`;
    const end = keep ? 'leaving them there (--keep)' : 'deleting them as it ends';
    return `Declaring ${declaredText(entities)} on ${broker} at ${address}, named ${prefix}*${nameless}, and ${end}`;
  },
  everybodys: (exchange: string, messages: number) =>
    sharedText(exchange, `the ${count(messages, 'message')} of this run`, 'this run'),
  booting: {
    pulling: (what: string) => `Pulling ${what}`,
    starting: (what: string) => `Starting ${what}`,
    removing: (what: string) => `Removing ${what}`,
  },
  /** Why the broker takes no messages at present; undefined where it takes them again. */
  blocked: (reason: string | undefined) =>
    reason === undefined
      ? 'The broker takes messages again.'
      : `The broker takes no messages at present: ${reason}.`,

  labels: {
    broker: 'broker',
    exchange: 'exchange',
    queues: 'queues',
    bindings: 'bindings',
    producer: 'producer',
    consumers: 'consumers',
  },
  embedded: 'embedded',
  connectionNamed: (name: string) => `connection '${name}'`,
  consumerOn: (consumer: string, queue: string) => `${consumer} on ${queue}`,

  /** What messages ask for, as the head of a column. */
  asked: {
    key: 'routing key',
    headers: 'headers',
    keyAndHeaders: 'routing key, headers',
    exchange: 'exchange',
    none: '(none)',
    defaultExchange: '(default)',
  },

  guess: 'Many would guess:',
  inProduction: 'In production:',

  reasons: {
    fanout: 'a fanout exchange takes every message',
    notModelled: (type: string) => `exchange type '${type}' is not modelled here`,
    keysEqual: 'the keys are equal',
    keysDiffer: (key: string, bound: string) => `'${key}' is not '${bound}'`,
    plainWildcards: 'on a direct exchange * and # are plain text',
    wordsEqual: 'every word is equal',
    took: (wildcard: string, words: string | null) =>
      `${wildcard} took ${words === null ? 'no word' : `'${words}'`}`,
    noMatch: 'it does not match',
    noPlace: (wanted: string) => `the pattern finds no place for '${wanted}'`,
    noWords: (wanted: string | null) => `the key has no words, the pattern wants ${wordOrMore(wanted)}`,
    ends: (last: string, wanted: string | null) =>
      `the key ends after '${last}', the pattern wants ${wordOrMore(wanted)}`,
    emptyPattern: 'an empty pattern takes only the empty key',
    tooMany: (position: number, word: string) => `word ${position}, '${word}', is one too many`,
    otherWord: (position: number, word: string, wanted: string) =>
      `word ${position} is '${word}', the pattern wants '${wanted}'`,
    nothingToCompare: 'nothing to compare',
    allOfNothing: 'all of nothing is true',
    anyOfNothing: 'any of nothing is false',
    passedOver: (headers: string) => `${headers} skipped (begins with x-)`,
    headerMissing: (header: string) => `${header} is missing`,
    headerThere: (header: string) => `${header} is there`,
    headerIs: (header: string, value: string) => `${header} is ${value}`,
    headerIsNot: (header: string, got: string, wanted: string) => `${header} is ${got}, not ${wanted}`,
    defaultTook: (key: string) => `the default exchange: queue '${key}' has that name`,
    defaultRefused: (key: string) => `the default exchange: no queue is named '${key}'`,
    alternate: (exchange: string, alternate: string) =>
      `nothing matched on '${exchange}', so its alternate exchange '${alternate}' gets the message`,
    alternateMissing: (exchange: string, alternate: string) =>
      `nothing matched on '${exchange}', and its alternate exchange '${alternate}' does not exist`,
    noExchange: (exchange: string) => `there is no exchange '${exchange}'`,
    skipped: {
      'already routed': 'no second copy, it has the message already',
      'no such destination': 'but it does not exist',
    },
  },

  answers: {
    ack: 'acks',
    reject: 'rejects',
    requeue: 'requeues',
    hold: 'holds',
    retry: 'retries',
  } as Answers,
  behaviour: {
    by: (role: string) => `on ${role}'s channel`,
    prefetch: (limit: number) => `prefetch ${limit}`,
    channelPrefetch: (limit: number) => `prefetch ${limit} for the whole channel`,
    noAck: 'without acknowledging',
    exclusive: 'exclusively',
    takes: (duration: string) => `takes ${duration}`,
    batch: (size: number) => `acks ${size} at a time`,
    skipsDuplicates: 'skips duplicates',
    replies: 'replies',
    publishesEach: (to: string) => `publishes each to ${to}`,
    publishesRows: (to: string) => `publishes each CSV row to ${to}`,
    answers: (answer: string, of: string, over: string) => [answer, of, over].filter(Boolean).join(' '),
    firstDeliveries: (number: number, of: string) =>
      `the first ${number === 1 ? 'delivery' : `${number} deliveries`} of ${of || 'each'}`,
    over: (target: string) => `over ${target}`,
    nextKey: ', then ',
  },
  target: {
    queue: (name: string) => `queue ${name}`,
    exchange: (name: string, key: string) => `${name}${key === '' ? '' : ` with key ${key}`}`,
    defaultExchange: 'the default exchange',
  },
  publishes: (who: string | null, what: string, where: string) =>
    `${who === null ? 'publish' : `${who} publishes`} ${what} to ${where}`,
  message: {
    emptyKey: 'empty key',
    persistent: 'persistent',
    notPersistent: 'not persistent',
    priority: (priority: number) => `priority ${priority}`,
    expires: (duration: string) => `expires after ${duration}`,
    expiration: (text: string) => `expiration ${text}`,
    notMandatory: 'not mandatory',
    body: (text: string) => `body ${text}`,
    longBody: (length: number) => `body of ${length} characters`,
    wantsReply: 'asks for a reply',
    replyTo: (queue: string) => `reply-to ${queue}`,
    confirmLost: 'the connection breaks before the confirm',
    confirmLostAndBack: 'the connection breaks before the confirm and comes back',
  },
  steps: {
    confirms: (who: string | null) =>
      who === null ? 'wait for the confirms' : `${who} waits for its confirms`,
    consumes: (names: string, number: number, queue: string) =>
      `${names} ${number === 1 ? 'consumes' : 'consume'} ${queue}`,
    gets: (who: string, queue: string, times: number) =>
      `${who} gets from ${queue}${times === 1 ? '' : `, ${times} times`}`,
    cancels: (consumer: string) => `${consumer} stops consuming`,
    answers: (consumer: string, answer: string, message: string, multiple: boolean) =>
      `${consumer} ${answer} ${multiple ? 'everything up to ' : ''}${message}`,
    bind: (who: string | null, arrow: string) => `${does(who, 'bind')} ${arrow}`,
    unbind: (who: string | null, arrow: string) => `${does(who, 'unbind')} ${arrow}`,
    deletes: (who: string | null, what: string) => `${does(who, 'delete')} ${what}`,
    purges: (who: string | null, what: string) => `${does(who, 'purge')} ${what}`,
    asks: (who: string | null, what: string) => `${does(who, 'ask')} whether ${what} is there`,
    declares: (who: string | null, what: string) => `${does(who, 'declare')} ${what}`,
    exchange: (name: string) => `exchange ${name}`,
    queue: (name: string) => `queue ${name}`,
    namelessQueue: 'a queue without a name',
    lastDeclared: 'the queue declared last',
    calledHere: (alias: string) => `, called ${alias} here`,
    cut: (who: string, recovers: boolean) =>
      `${who}'s connection breaks${recovers ? '; it connects again' : ''}`,
    restart: 'restart the broker',
    wait: (duration: string) => `wait ${duration}`,
    drain: 'wait until no consumer has work left',
    look: (moment: string) => `look: ${moment}`,
  },

  timeline: {
    what: 'step, and what followed',
    depths: 'ready then:',
    alwaysEmpty: (queues: string) => `empty after each step: ${queues}`,
    allEmpty: '= all queues empty',
    totalDepth: (messages: string, queues: string) => `= ${messages} in ${queues}`,
    unknownDepths: { gone: 'gone', locked: 'locked', stream: 'stream' } as UnknownDepths,
    again: (message: string) => `${message} again`,
    receives: ['receives ', ''] as Around,
    gotNone: (queue: string) => `gets nothing from ${queue} (basic.get-empty)`,
    answers: (answer: string): Around => [`${answer} `, ''],
    skips: ['skips ', ', done already'] as Around,
    publishes: ['publishes ', ''] as Around,
    returned: (told: string): Around => ['', ` returned: ${told}`],
    refused: ['', ' refused (basic.nack)'] as Around,
    noConfirm: ['', ': no confirm was read'] as Around,
    error: (who: string, told: string, closed: 'channel' | 'connection') =>
      `${who}: ${told} (closes the ${closed})`,
    cancelled: (consumer: string) => `${consumer} cancelled by the broker`,
    breaks: (who: string) => `${who}'s connection breaks`,
    reconnected: (who: string) => `${who} reconnected`,
    named: (queue: string, name: string) => `the broker calls ${queue} ${name}`,
    strangers: 'messages of other publishers',
    failed: 'the run ends here',
  },

  ending: {
    seenIn: 'seen in',
    inTheEnd: 'in the end',
    died: 'died',
    fates: {
      acked: 'acked by',
      taken: 'taken by',
      skipped: 'skipped by',
      held: 'held by',
      rejected: 'rejected by',
      retried: 'retried by',
      left: 'left in',
      lost: 'gone from',
    } as Fates,
    fate: (how: string, names: string) => `${how} ${names}`,
    returned: '↩ returned',
    refused: '✗ refused',
    noConfirm: '? no confirm',
    confirmed: 'confirmed',
    unpublished: 'not published',
    unknown: '? unknown',
    restUnknown: '? the rest',
    gone: 'gone',
    dropped: 'dropped',
    droppedBecause: 'dropped, no queue took it',
    peak: (depth: number) => `peak ${depth}`,
    ready: (from: string, to: string) => `messages ready, from ${from} to ${to}`,
  },
};

const wordOrMore = (wanted: string | null): string => (wanted === null ? 'one word more' : `'${wanted}'`);

/** The verb, and before it who does it, where that is a role of its own. */
const does = (who: string | null, verb: string): string => (who === null ? verb : `${who} ${verb}s`);
