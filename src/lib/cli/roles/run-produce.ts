import { LabError } from '../../lab/errors.ts';
import { colours } from '../../render/colour.ts';
import { terminalOf } from '../../render/terminal.ts';
import { count, visible } from '../../render/text.ts';
import { type Produced, produce } from '../../systems/roles/produce.ts';
import { connected } from '../connected.ts';
import type { Io } from '../io.ts';
import { linesOf } from './lines.ts';
import type { ProduceFlags } from './produce-command.ts';

type Totals = Record<Produced['outcome'] | 'returned', number>;

/** Publishes, tells what became of it, and gives the exit code. */
export async function runProduce(flags: ProduceFlags, io: Io): Promise<number> {
  const { source, what, json } = flags;
  const totals: Totals = { confirmed: 0, returned: 0, refused: 0, unconfirmed: 0 };
  const colour = colours(terminalOf(io.stdout, io.env).colour);
  const onProduced = (produced: Produced): void => {
    const fate = produced.returned ? 'returned' : produced.outcome;
    totals[fate]++;
    if (json) io.stdout.write(jsonProduced(produced));
    else if (fate !== 'confirmed') io.stdout.write(`${colour.notable(fateText(produced))}\n`);
  };
  const endRequest = new LabError('interrupted', 'interrupted');
  const input = flags.bodies === null ? io.stdin : undefined;
  let hasBegun = false;
  try {
    await connected({ source, name: 'mq-lab produce', endRequest }, io, ({ connection, signal }) => {
      hasBegun = true;
      return produce(connection, bodiesOf(flags, input, io), what, { signal, onProduced });
    });
  } finally {
    // Only with the end of the connection it is known of the last ones that nobody knows.
    if (hasBegun) io.stderr.write(`${totalsText(totals)}\n`);
    // Whoever still types would keep the process from ending.
    input?.destroy();
  }
  return totals.returned + totals.refused + totals.unconfirmed === 0 ? 0 : 1;
}

async function* bodiesOf(
  { bodies, times }: ProduceFlags,
  input: Io['stdin'],
  io: Pick<Io, 'stderr'>,
): AsyncGenerator<string> {
  for await (const body of bodies ?? linesTyped(input, io))
    for (let time = 0; time < times; time++) yield body;
}

function linesTyped(input: Io['stdin'], { stderr }: Pick<Io, 'stderr'>): AsyncGenerator<string> {
  if (!input) throw new LabError('usage', 'expected a BODY, or lines on standard input; got neither');
  if (input.isTTY) stderr.write('A message a line; Ctrl-D ends.\n');
  return linesOf(input);
}

const jsonProduced = ({ number, id, body, outcome, returned }: Produced): string =>
  `${JSON.stringify({ number, message_id: id, body, outcome, returned })}\n`;

function fateText({ number, body, outcome, returned }: Produced): string {
  const what = `#${number} ${visible(body.length > 40 ? `${body.slice(0, 40)}…` : body)}`;
  if (returned) return `↩ ${what}  returned: ${returned.code} ${visible(returned.text)}`;
  return outcome === 'refused' ? `✗ ${what}  refused (basic.nack)` : `? ${what}  no confirm`;
}

function totalsText({ confirmed, returned, refused, unconfirmed }: Totals): string {
  return [
    `${count(confirmed, 'message')} confirmed`,
    ...(returned ? [`${returned} returned`] : []),
    ...(refused ? [`${refused} refused`] : []),
    ...(unconfirmed ? [`${unconfirmed} unconfirmed`] : []),
  ].join(', ');
}
