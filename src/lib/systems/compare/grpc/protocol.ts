import type * as grpcJs from '@grpc/grpc-js';
import { optionalPackage } from '../../../lab/optional-package.ts';

/** A piece of work, and how long it takes. */
export interface Job {
  readonly id: string;
  readonly ms: number;
}

/** What a .proto file would say: a call, and a stream in both directions. */
const DESCRIPTOR = {
  nested: {
    lab: {
      nested: {
        Job: { fields: { id: { type: 'string', id: 1 }, ms: { type: 'uint32', id: 2 } } },
        Done: { fields: { id: { type: 'string', id: 1 } } },
        Worker: {
          methods: {
            Work: { requestType: 'Job', responseType: 'Done' },
            Accept: { requestType: 'Job', responseType: 'Done' },
            Talk: { requestType: 'Job', requestStream: true, responseType: 'Done', responseStream: true },
          },
        },
      },
    },
  },
};

/** The library, and the service that both sides agree on. Throws a LabError where the package is missing. */
export async function protocol() {
  const load = () => Promise.all([import('@grpc/grpc-js'), import('@grpc/proto-loader')]);
  const [grpc, { fromJSON }] = await optionalPackage(
    '@grpc/grpc-js @grpc/proto-loader',
    'mq-lab compare grpc',
    load,
  );
  const definition = fromJSON(DESCRIPTOR as Parameters<typeof fromJSON>[0], {
    keepCase: true,
    defaults: true,
  });
  const { lab } = grpc.loadPackageDefinition(definition) as unknown as {
    lab: { Worker: grpcJs.ServiceClientConstructor };
  };
  return { grpc, Worker: lab.Worker };
}

/** A caller's side of the service. */
export interface WorkerClient extends grpcJs.Client {
  Work(job: Job, callback: Callback): void;
  Accept(job: Job, callback: Callback): void;
  Talk(): grpcJs.ClientDuplexStream<Job, { readonly id: string }>;
}

type Callback = (error: grpcJs.ServiceError | null, done: { readonly id: string }) => void;
