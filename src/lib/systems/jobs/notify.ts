import { optionalPackage } from '../optional-package.ts';
import { writeOutput } from './files.ts';
import type { Job } from './job.ts';

const NOBODY_NAMED = 'you@example.com';
const FROM = 'mq-lab <mq-lab@example.com>';
const MAX_SUBJECT = 60;

/** Writes an e-mail, or an SMS where it is to a telephone, into the outbox. Nothing is sent. */
export const notify: Job = async (message, { id, outbox }) => {
  const notice = readNotice(message);
  if (PHONE.test(notice.to)) {
    const path = await writeOutput(outbox, `${id}.sms.txt`, `To: ${notice.to}\n\n${notice.text}\n`);
    return `SMS to ${notice.to}: ${path}`;
  }
  const path = await writeOutput(outbox, `${id}.eml`, await email(notice, id));
  return `e-mail to ${notice.to}: ${path}`;
};

interface Notice {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const PHONE = /^\+?\d[\d -]{4,20}$/;
const EMAIL = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/;

/** `{"to": "a@example.com", "subject": "…", "text": "…"}`, or a text for nobody in particular. */
function readNotice(message: string): Notice {
  if (!message.trimStart().startsWith('{'))
    return { to: NOBODY_NAMED, subject: message.split('\n')[0]?.slice(0, MAX_SUBJECT) ?? '', text: message };
  const { to, subject = '', text } = JSON.parse(message) as Record<string, unknown>;
  if (typeof to !== 'string' || !(PHONE.test(to) || EMAIL.test(to)))
    throw new Error(`expected to: an e-mail address or a telephone number, got ${JSON.stringify(to)}`);
  if (typeof text !== 'string' || typeof subject !== 'string')
    throw new Error('expected subject and text: texts');
  return { to, subject, text };
}

async function email(notice: Notice, id: string): Promise<Buffer> {
  const { createTransport } = await optionalPackage('nodemailer', '--job notify', () => import('nodemailer'));
  const transport = createTransport({ streamTransport: true, buffer: true });
  const mail = { from: FROM, messageId: `<${id}@mq-lab.example.com>`, ...notice };
  const { message } = await transport.sendMail(mail);
  return message as Buffer;
}
