import type { ChannelHandlers } from './index.ts';

export const accessHandlers: ChannelHandlers = {
  'access.request'(channel) {
    channel.send({ name: 'access.request-ok', ticket: 1 });
  },
};
