import { optionalPackage } from '../../lab/optional-package.ts';
import { nameOf, writeOutput } from './files.ts';
import type { Job } from './job.ts';

const NOBODY_NAMED = 'you@example.com';
const FROM = 'mq-lab <mq-lab@example.com>';
const MAX_SUBJECT = 60;
const MAX_ADDRESSES = 50;
const MAX_SHOWN = 100;

/** Writes an e-mail, or an SMS where it is to a telephone, into the outbox. Nothing is sent. */
export async function notifyJob(): Promise<Job> {
  const { createTransport } = await optionalPackage('nodemailer', '--job notify', () => import('nodemailer'));
  const options = {
    streamTransport: true,
    buffer: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as const;
  const transport = createTransport(options);
  return async (message, { id, outbox }) => {
    const { to, subject, text } = readNotice(message);
    const name = nameOf(id);
    if (to.every((each) => PHONE.test(each))) {
      const sms = `To: ${to.join(', ')}\n\n${text}\n`;
      return `SMS to ${to.join(', ')}: ${await writeOutput(outbox, `${name}.sms.txt`, sms)}`;
    }
    const messageId = `<${name}@mq-lab.example.com>`;
    const sent = await transport.sendMail({ from: FROM, to: [...to], subject, text, messageId });
    const path = await writeOutput(outbox, `${name}.eml`, sent.message as Buffer);
    return `e-mail to ${to.join(', ')}: ${path}`;
  };
}

interface Notice {
  /** Addresses, or telephone numbers. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

const PHONE = /^\+?\d[\d -]{4,20}$/;
/** With nothing in it that could end a line, or begin another address. */
const EMAIL = /^[^\s\p{C}@<>(),;:"[\]\\]{1,64}@[^\s\p{C}@<>(),;:"[\]\\]{1,255}$/u;

/** `{"to": "a@example.com", "subject": "…", "text": "…"}`, or a text for nobody in particular. */
function readNotice(message: string): Notice {
  if (!message.trimStart().startsWith('{'))
    return { to: [NOBODY_NAMED], subject: subjectOf(message), text: message };
  const { to, text, subject = subjectOf(String(text)) } = JSON.parse(message) as Record<string, unknown>;
  if (typeof text !== 'string' || typeof subject !== 'string')
    throw new Error('expected subject and text: texts');
  return { to: readAddresses(to), subject, text };
}

const subjectOf = (text: string): string => text.split(/[\r\n]/)[0]?.slice(0, MAX_SUBJECT) ?? '';

/** One, several with commas between, or a list; all of one kind. */
function readAddresses(to: unknown): string[] {
  const given: readonly unknown[] = typeof to === 'string' ? to.split(',') : Array.isArray(to) ? to : [];
  const addresses = given.map((each) => (typeof each === 'string' ? each.trim() : ''));
  if (addresses.length > MAX_ADDRESSES)
    throw new Error(`expected to: at most ${MAX_ADDRESSES} addresses, got ${addresses.length}`);
  const isAll = (kind: RegExp): boolean => addresses.every((each) => kind.test(each));
  if (addresses.length > 0 && (isAll(PHONE) || isAll(EMAIL))) return addresses;
  const got = JSON.stringify(to)?.slice(0, MAX_SHOWN) ?? 'nothing';
  throw new Error(`expected to: e-mail addresses, or telephone numbers, got ${got}`);
}
