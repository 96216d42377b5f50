import { KeyObject, webcrypto } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Authority {
  /** Its own certificate, in PEM format. */
  readonly cert: string;
  /** Signs one for this name, good for the days around now unless told otherwise. */
  sign(name: string, validity?: { notBefore: Date; notAfter: Date }): Promise<Certificate>;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;
const aroundNow = () => ({
  notBefore: new Date(Date.now() - DAY_MS),
  notAfter: new Date(Date.now() + DAY_MS),
});

/** A certificate authority of the tests' own. */
export async function createAuthority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: ALGORITHM,
    ...aroundNow(),
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return {
    cert: root.toString('pem'),
    async sign(subject, validity = aroundNow()) {
      const { publicKey, privateKey } = await newKeys();
      const certificate = await x509.X509CertificateGenerator.create({
        subject: `CN=${subject}`,
        issuer: root.subject,
        publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        ...validity,
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: subject }])],
      });
      const key = KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' });
      return { cert: certificate.toString('pem'), key: String(key) };
    },
  };
}

const newKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

/** Files in a folder of their own, which is removed with them: their paths by name. */
export async function writeFiles<Name extends string>(
  texts: Readonly<Record<Name, string>>,
): Promise<{ readonly paths: Readonly<Record<Name, string>>; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'mq-lab-'));
  const entries = Object.entries<string>(texts).map(async ([name, text]) => {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o600 });
    return [name, path] as const;
  });
  return {
    paths: Object.fromEntries(await Promise.all(entries)) as Record<Name, string>,
    remove: () => rm(folder, { recursive: true }),
  };
}
