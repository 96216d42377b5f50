import { LabError } from '../errors.ts';
import { dockerFault } from './docker-faults.ts';
import { runProgram } from './run-program.ts';

/** The container that compose made of its file. */
export interface KeptContainer {
  readonly id: string;
  /** Undefined where it does not run. */
  readonly published: PublishedPorts | undefined;
}

/** Where it is reached from here. */
export interface PublishedPorts {
  readonly hostname: string;
  readonly port: number;
  readonly managementPort: number;
}

/** What compose calls all that belongs together; its own variable gives it another name. */
export const projectName = (): string => process.env.COMPOSE_PROJECT_NAME || 'mq-lab';

/** Undefined where there is none. Throws a LabError where Docker does not answer. */
export async function findKept(signal?: AbortSignal): Promise<KeptContainer | undefined> {
  const labels = { project: projectName(), service: 'rabbitmq' };
  const filters = Object.entries(labels).flatMap(([name, value]) => [
    '--filter',
    `label=com.docker.compose.${name}=${value}`,
  ]);
  const listed = await docker(['ps', '--all', ...filters, '--format', '{{.ID}} {{.Ports}}'], signal);
  const [, id, ports = ''] = /^(\w+) ?(.*)/.exec(listed) ?? [];
  return id === undefined ? undefined : { id, published: publishedIn(ports) };
}

/** The last line that it printed. */
export async function keptLastLine(): Promise<string | undefined> {
  const kept = await findKept();
  if (!kept) return undefined;
  const ended = await runProgram('docker', ['logs', '--tail', '10', kept.id], { signal: undefined });
  const lines = `${ended?.stdout}${ended?.stderr}`.split('\n').map((line) => line.trim());
  return lines.filter(Boolean).at(-1);
}

/** `127.0.0.1:15672->15672/tcp, 127.0.0.1:5672->5672/tcp`. */
function publishedIn(ports: string): PublishedPorts | undefined {
  const [, hostname, port] = /([\w.]+):(\d+)->5672\//.exec(ports) ?? [];
  const [, managementPort] = /:(\d+)->15672\//.exec(ports) ?? [];
  if (hostname === undefined || managementPort === undefined) return undefined;
  return { hostname, port: Number(port), managementPort: Number(managementPort) };
}

async function docker(args: readonly string[], signal: AbortSignal | undefined): Promise<string> {
  const ended = await runProgram('docker', args, { signal });
  if (!ended)
    throw new LabError('broker', 'the program docker is not installed', {
      hint: 'Install Docker. Or use --broker embedded, which needs nothing.',
    });
  if (ended.exitCode !== 0) throw dockerFault(ended.stderr);
  return ended.stdout;
}
