import type { Method, MethodName } from '../../wire/methods.ts';
import type { Channel } from '../channel.ts';
import { accessHandlers } from './access.ts';
import { basicHandlers } from './basic.ts';
import { channelHandlers } from './channel.ts';
import { confirmHandlers } from './confirm.ts';
import { exchangeHandlers } from './exchange.ts';
import { queueHandlers } from './queue.ts';
import { txHandlers } from './tx.ts';

/** What a channel does on a method. Throws an AmqpError where the client may not. */
export type ChannelHandlers = {
  readonly [N in MethodName]?: (channel: Channel, method: Method<N>) => void;
};

export type ChannelHandler = (channel: Channel, method: Method) => void;

/** Every method that a client may send on an open channel, but for those that open, close, or carry content. */
export const methodHandlers: ChannelHandlers = {
  ...accessHandlers,
  ...basicHandlers,
  ...channelHandlers,
  ...confirmHandlers,
  ...exchangeHandlers,
  ...queueHandlers,
  ...txHandlers,
};

export { handlePublish } from './publish.ts';
