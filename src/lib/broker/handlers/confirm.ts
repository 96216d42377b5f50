import { preconditionFailed } from '../errors.ts';
import type { ChannelHandlers } from './index.ts';

export const confirmHandlers: ChannelHandlers = {
  'confirm.select'(channel, { noWait }) {
    if (channel.transaction) throw preconditionFailed('cannot switch from tx to confirm mode');
    channel.confirms.enabled = true;
    if (!noWait) channel.send({ name: 'confirm.select-ok' });
  },
};
