import { readFileSync } from 'node:fs';
import { LabError } from '../errors.ts';

/** How to speak TLS: certificates and keys as PEM text. */
export interface TlsOptions {
  /** Who may have signed the broker's certificate; the usual authorities where nothing is given. */
  readonly ca?: string;
  /** Our own certificate, for a broker that asks for one. */
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  /** The name that the broker's certificate has to have, where it is not the URL's host. */
  readonly serverName?: string;
  /** Whether the broker's certificate is checked. */
  readonly verifies: boolean;
}

/** What a URL says of TLS: RabbitMQ's own parameters. */
export const TLS_PARAMETERS = [
  'cacertfile',
  'certfile',
  'keyfile',
  'password',
  'verify',
  'server_name_indication',
] as const;
export type TlsParameter = (typeof TLS_PARAMETERS)[number];

type Given = Readonly<Partial<Record<TlsParameter, string>>>;

/** Reads the files, and checks that they go together. Throws a LabError that says which does not, and shows no secret. */
export function readTlsOptions(given: Given): TlsOptions {
  const { verify = 'verify_peer', server_name_indication: serverName, password: passphrase } = given;
  if (verify !== 'verify_peer' && verify !== 'verify_none')
    throw new LabError('usage', "expected verify=verify_peer or verify=verify_none in the broker's URL");
  if ((given.certfile === undefined) !== (given.keyfile === undefined))
    throw new LabError('usage', 'certfile and keyfile go together: a certificate, and the key to it', {
      hint: 'Where one file has both, name it twice.',
    });
  const options = {
    ...(given.cacertfile !== undefined && { ca: readPem('cacertfile', given.cacertfile) }),
    ...(given.certfile !== undefined && { cert: readPem('certfile', given.certfile) }),
    ...(given.keyfile !== undefined && { key: readPem('keyfile', given.keyfile) }),
    ...(passphrase !== undefined && { passphrase }),
  };
  check(options, given);
  return {
    ...options,
    ...(serverName !== undefined && { serverName }),
    verifies: verify === 'verify_peer',
  };
}

function readPem(parameter: TlsParameter, path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as { code?: string };
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new LabError('usage', `${parameter}: ${path}: ${why}`);
  }
  if (text.includes('-----BEGIN ')) return text;
  throw new LabError('usage', `${parameter}: ${path}: it is not in PEM format`, {
    hint: 'PEM begins with -----BEGIN. openssl x509 -in FILE -inform der makes it of a certificate in DER format.',
  });
}

function check(options: Omit<TlsOptions, 'verifies'>, { cacertfile, certfile, keyfile }: Given): void {
  // Late: most brokers are not spoken to by TLS.
  const { createSecureContext } = process.getBuiltinModule('node:tls');
  try {
    createSecureContext(options);
  } catch (error) {
    const { message } = error as Error;
    if (/values mismatch/i.test(message))
      throw new LabError('usage', `keyfile: ${keyfile} is not the key to the certificate in ${certfile}`);
    if (options.key !== undefined && isLocked(message))
      throw new LabError(
        'usage',
        options.passphrase === undefined
          ? `keyfile: ${keyfile} is encrypted, and the URL gives no password for it`
          : `keyfile: the password does not open ${keyfile}`,
        { hint: "The URL's password=… opens it, percent-encoded." },
      );
    const files = [cacertfile, certfile, keyfile].filter((file) => file !== undefined).join(', ');
    throw new LabError('usage', `OpenSSL cannot read ${files}: ${message}`);
  }
}

/** What OpenSSL says of a key that is encrypted. */
const isLocked = (message: string): boolean =>
  /bad decrypt|bad password|interrupted or cancelled|no start line.*pass|passphrase|processing error/i.test(
    message,
  );
