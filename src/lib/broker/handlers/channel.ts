import { AmqpError } from '../errors.ts';
import type { ChannelHandlers } from './index.ts';

export const channelHandlers: ChannelHandlers = {
  'channel.flow'(channel, { active }) {
    if (!active) throw new AmqpError('NOT_IMPLEMENTED', 'active=false');
    channel.send({ name: 'channel.flow-ok', active });
  },
};
