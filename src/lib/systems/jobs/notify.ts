import { optionalPackage } from '../../lab/optional-package.ts';
import { nameOf, writeOutput } from './files.ts';
import type { Job } from './job.ts';

const NOBODY_NAMED = 'you@example.com';
const FROM = 'mq-lab <mq-lab@example.com>';
const MAX_SUBJECT = 60;
const MAX_ADDRESSES = 50;

/** Writes an e-mail, or an SMS where it is to a telephone, into the outbox. Nothing is sent. */
export const notify: Job = async (message, { id, outbox }) => {
  const notice = readNotice(message);
  const to = notice.to.join(', ');
  if (notice.to.every((each) => PHONE.test(each))) {
    const path = await writeOutput(outbox, `${nameOf(id)}.sms.txt`, `To: ${to}\n\n${notice.text}\n`);
    return `SMS to ${to}: ${path}`;
  }
  const path = await writeOutput(outbox, `${nameOf(id)}.eml`, await email(notice, nameOf(id)));
  return `e-mail to ${to}: ${path}`;
};

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

/** One, several with commas between, or a list. */
function readAddresses(to: unknown): string[] {
  const all: unknown[] = typeof to === 'string' ? to.split(',').map((each) => each.trim()) : [to].flat();
  if (all.length > MAX_ADDRESSES)
    throw new Error(`expected to: at most ${MAX_ADDRESSES} addresses, got ${all.length}`);
  const addresses = all.filter((each) => typeof each === 'string');
  const wrong = all.find((each) => typeof each !== 'string' || !(PHONE.test(each) || EMAIL.test(each)));
  if (wrong !== undefined || all.includes(undefined))
    throw new Error(
      `expected to: e-mail addresses or telephone numbers, got ${JSON.stringify(wrong) ?? 'nothing'}`,
    );
  if (addresses.some((each) => PHONE.test(each)) && addresses.some((each) => EMAIL.test(each)))
    throw new Error('expected to: either e-mail addresses or telephone numbers, got both');
  return addresses;
}

async function email({ to, subject, text }: Notice, id: string): Promise<Buffer> {
  const { createTransport } = await optionalPackage('nodemailer', '--job notify', () => import('nodemailer'));
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const messageId = `<${id}@mq-lab.example.com>`;
  const { message } = await transport.sendMail({ from: FROM, to: [...to], subject, text, messageId });
  return message as Buffer;
}
