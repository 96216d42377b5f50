import type { BrokerInfo } from '../../lab/events.ts';

/** The broker as JSON: its cluster's name is null where it has none. */
export const jsonBroker = ({ kind, product, version, clusterName }: BrokerInfo) => ({
  kind,
  product,
  version,
  cluster_name: clusterName ?? null,
});
