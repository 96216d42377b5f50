import { type BrokerAddress, showAddress } from '../../lab/amqp/broker-url.ts';
import { visible } from '../../render/text.ts';
import type { LinkState } from '../../systems/service/link.ts';
import type { Io } from '../io.ts';

/** Says when the broker went away, and when it is back. */
export function linkWords(
  address: BrokerAddress,
  { stderr }: Pick<Io, 'stderr'>,
): (state: LinkState) => void {
  let wasDown = false;
  return (state) => {
    if (state.kind === 'down') {
      stderr.write(
        `The broker at ${showAddress(address)} went away (${visible(state.reason)}): connecting again …\n`,
      );
      wasDown = true;
      return;
    }
    const broker = visible(`${state.product} ${state.version} at ${showAddress(address)}`);
    stderr.write(wasDown ? `Connected again to ${broker}\n` : `Connected to ${broker}\n`);
  };
}
