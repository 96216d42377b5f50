import type { BrokerInfo } from '../lab/events.ts';

/** Its product and its version. */
export const brokerText = ({ product, version }: BrokerInfo): string => `${product} ${version}`;

/** The same, with what its cluster is called, and whether it runs in Docker: `RabbitMQ 3.10.8, rabbit@host, Docker`. */
export function wholeBrokerText(broker: BrokerInfo): string {
  const { kind, product, clusterName } = broker;
  const cluster = clusterName === product ? undefined : clusterName;
  return [brokerText(broker), cluster, kind === 'docker' && 'Docker'].filter(Boolean).join(', ');
}
