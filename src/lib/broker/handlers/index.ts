import type { Method, MethodName } from '../../wire/methods.ts';
import type { Channel } from '../channel.ts';
import { basicHandlers } from './basic.ts';
import { channelHandlersOfChannel } from './channel.ts';
import { exchangeHandlers } from './exchange.ts';
import { queueHandlers } from './queue.ts';
import { txHandlers } from './tx.ts';

/** What a channel does on a method. Throws an AmqpError where the client may not. */
export type ChannelHandlers = {
  readonly [N in MethodName]?: (channel: Channel, method: Method<N>) => void;
};

export type ChannelHandler = (channel: Channel, method: Method) => void;

/** Every method that a client may send on an open channel, but for those that open, close, or carry content. */
export const channelHandlers: ChannelHandlers = {
  ...channelHandlersOfChannel,
  ...exchangeHandlers,
  ...queueHandlers,
  ...basicHandlers,
  ...txHandlers,
};

export { handlePublish } from './publish.ts';
