import { type BrokerAddress, showNodes } from '../../lab/amqp/broker-url.ts';
import { visible } from '../../render/text.ts';
import type { LinkState } from '../../systems/service/link.ts';
import { blockedText } from '../blocked-text.ts';
import type { Io } from '../io.ts';

/** Says when the broker went away, and when it is back. */
export function linkWords(
  address: BrokerAddress,
  { stderr }: Pick<Io, 'stderr'>,
): (state: LinkState) => void {
  const where = showNodes(address);
  let connected = 'Connected';
  return (state) => {
    switch (state.kind) {
      case 'up':
        stderr.write(`${connected} to ${visible(`${state.product} ${state.version}`)} at ${where}\n`);
        connected = 'Connected again';
        return;
      case 'blocked':
        stderr.write(blockedText(state.reason));
        return;
      case 'lost':
        stderr.write(`No longer connected to ${where} (${visible(state.reason)}): connecting again …\n`);
        return;
      case 'down':
        stderr.write(`Still not connected: ${visible(state.reason)}\n`);
    }
  };
}
