import type { Problem } from '../commands/problem.ts';

type Of<K extends Problem['kind']> = Extract<Problem, { kind: K }>;

const among = (known: readonly string[]): string =>
  known.length === 0 ? '' : ` There is ${known.join(', ')}.`;

/** What is wrong with a typed line, and what to type instead. */
export const englishProblems = {
  'unknown-command': ({ word, similar }: Of<'unknown-command'>) =>
    `There is no command '${word}'. ${similar.length === 0 ? '' : `Did you mean ${similar.join(' or ')}? `}help lists them.`,
  usage: ({ usage, example }: Of<'usage'>) => `It is ${usage}, as in: ${example}`,
  'unknown-option': ({ option, known }: Of<'unknown-option'>) =>
    `There is no ${option} here.${known.length === 0 ? '' : ` There is ${known.join(', ')}.`}`,
  'wrong-value': ({ of, wanted, got }: Of<'wrong-value'>) => `${of} wants ${wanted}, and got '${got}'.`,
  'wrong-header': ({ text }: Of<'wrong-header'>) =>
    `'${text}' cannot be read. Values are n=1, n=1.5, n=true, n=text, n="text with spaces", n= (void).`,
  'name-too-long': ({ name }: Of<'name-too-long'>) =>
    `'${name.slice(0, 20)}…' is too long: AMQP has room for 255 bytes.`,
  'quoted-name': ({ name }: Of<'quoted-name'>) =>
    `${name}: names and keys are typed without quotes, and spaces in names are not taken here.`,
  'reserved-name': ({ name }: Of<'reserved-name'>) =>
    `'${name}' is refused (403 ACCESS_REFUSED): names that begin with amq. are RabbitMQ's own.`,
  'unknown-type': ({ type, known }: Of<'unknown-type'>) =>
    `There is no exchange type '${type}'. There are ${known.join(', ')}.`,
  'no-queue': ({ name, known }: Of<'no-queue'>) =>
    `There is no queue '${name}' (404 NOT_FOUND).${among(known)}`,
  'no-exchange': ({ name, known }: Of<'no-exchange'>) =>
    `There is no exchange '${name}' (404 NOT_FOUND).${among(known)}`,
  'no-entity': ({ name, known }: Of<'no-entity'>) =>
    `There is no queue or exchange '${name}'.${among(known)}`,
  'no-binding': ({ known }: Of<'no-binding'>) =>
    known === 0
      ? 'There is no binding.'
      : `There is no such binding. Their numbers go from 1 to ${known}: show lists them.`,
  'bound-already': (_: Of<'bound-already'>) =>
    'That binding is there already. Binding again changes nothing.',
  'there-already': ({ name }: Of<'there-already'>) =>
    `'${name}' is there already, as you declare it. Declaring again changes nothing.`,
  'declared-otherwise': ({ name }: Of<'declared-otherwise'>) =>
    `'${name}' is there already, declared otherwise (406 PRECONDITION_FAILED). Delete it first.`,
  'default-exchange': (_: Of<'default-exchange'>) =>
    'Nobody binds to the default exchange (403 ACCESS_REFUSED): every queue is bound to it by its own name.',
  'wrong-x-match': ({ mode, known }: Of<'wrong-x-match'>) =>
    `x-match=${mode} is refused (406 PRECONDITION_FAILED). It is one of ${known.join(', ')}.`,
  'nothing-to-undo': (_: Of<'nothing-to-undo'>) => 'There is nothing to take back.',
  'no-consumer': ({ name, known }: Of<'no-consumer'>) =>
    `There is no consumer '${name}'. ${known.length === 0 ? 'consume QUEUE starts one.' : `There is ${known.join(', ')}.`}`,
  'consumer-there': ({ name }: Of<'consumer-there'>) =>
    `There is a consumer '${name}' already: --as=ANOTHER.`,
  'other-channel': ({ name, role }: Of<'other-channel'>) =>
    `${name} is on ${role === name ? 'a channel of its own' : `the channel of ${role}`}, and on no other.`,
  'no-message': ({ name, known }: Of<'no-message'>) =>
    `There is no message '${name}'. ${known.length === 0 ? 'Nothing was published yet.' : `There is ${known.join(', ')}.`}`,
  'no-client': ({ name, known }: Of<'no-client'>) => `There is nobody called '${name}'.${among(known)}`,
  'not-together': ({ one, other }: Of<'not-together'>) => `${one} does not go with ${other}.`,
  'not-alone': ({ name, role }: Of<'not-alone'>) =>
    `${name} has no connection of its own: it consumes on ${role}'s channel. crash ${role} breaks that.`,
  'not-received': ({ consumer, received }: Of<'not-received'>) =>
    received.length === 0
      ? `${consumer} has received nothing on its present connection: there is nothing to answer.`
      : `${consumer} can answer only what it received on its present connection: ${received.join(', ')}.`,
  'not-consuming': ({ consumer }: Of<'not-consuming'>) =>
    `${consumer} does not consume any more: there is nothing to cancel.`,
  'too-much': ({ most }: Of<'too-much'>) =>
    `The sandbox holds ${most} steps at most: undo, or save it and begin anew.`,
};
