import type { BrokerAddress } from './broker-url.ts';

/** What OpenSSL says where the first bytes that it got are no TLS. */
const NOT_TLS = /wrong version number|packet length too long|unexpected message|http request/;
const NO_AUTHORITY =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE|INVALID_CA)/;
const CLIENT_CERTIFICATE = 'certfile=/path/to/client.pem&keyfile=/path/to/client.key';

/** Why no TLS came about, and what to do; undefined where something else went wrong. `isTlsPort` asks about the port. */
export function tlsFaultWords(
  error: unknown,
  where: string,
  { hostname, tls }: BrokerAddress,
  isTlsPort: string,
): [message: string, hint: string] | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string') return undefined;
  if (code === 'CERT_HAS_EXPIRED')
    return [`the certificate of ${where} has expired`, "Renew it there, or correct this machine's clock."];
  if (code === 'CERT_NOT_YET_VALID')
    return [
      `the certificate of ${where} is not valid yet`,
      "Correct the clock: the broker's, or this machine's.",
    ];
  if (NO_AUTHORITY.test(code))
    return [
      `the certificate of ${where} is not signed by ${tls?.ca === undefined ? 'an authority that is known here' : 'the authority in cacertfile'}`,
      "Name the certificate of the broker's authority in the URL: ?cacertfile=/path/to/ca.pem",
    ];
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const names = namesOf(error);
    return [
      `the certificate of ${where} is for ${names.join(', ') || 'no name'}, not for ${tls?.serverName ?? hostname}`,
      `Use that name as the URL's host, or add ?server_name_indication=${names[0] ?? 'NAME'}`,
    ];
  }
  const reason = handshakeReason(error);
  return reason === undefined ? undefined : handshakeWords(reason, where, tls?.cert !== undefined, isTlsPort);
}

function handshakeWords(
  reason: string,
  where: string,
  hasCertificate: boolean,
  isTlsPort: string,
): [message: string, hint: string] {
  if (NOT_TLS.test(reason)) return [`what answers at ${where} does not speak TLS (${reason})`, isTlsPort];
  if (/certificate required/.test(reason))
    return [
      `${where} asks for a client certificate`,
      `Name one, and its key, in the URL: ?${CLIENT_CERTIFICATE}`,
    ];
  if (hasCertificate && /unknown ca|certificate/.test(reason))
    return [
      `${where} does not accept the client certificate (${reason})`,
      'It must be valid now, and be signed by an authority that the broker trusts (its ssl_options.cacertfile).',
    ];
  const hint = hasCertificate
    ? isTlsPort
    : `It may ask for a client certificate: ?${CLIENT_CERTIFICATE}. ${isTlsPort}`;
  return [`the TLS handshake with ${where} failed: ${reason}`, hint];
}

/** OpenSSL's few words inside its line of numbers, functions and files. */
function handshakeReason(error: unknown): string | undefined {
  const { code, reason } = error as { code?: unknown; reason?: unknown };
  if (typeof code !== 'string' || !/^(ERR_SSL_|EPROTO$)/.test(code)) return undefined;
  return typeof reason === 'string' ? reason : code;
}

/** The names that the certificate is for: `DNS:a, IP Address:127.0.0.1`. */
function namesOf(error: unknown): string[] {
  const { cert } = error as { cert?: { subjectaltname?: string; subject?: { CN?: string } } };
  const { subjectaltname, subject } = cert ?? {};
  const alternatives = subjectaltname?.split(', ').map((name) => name.replace(/^[^:]*:/, ''));
  return alternatives ?? (subject?.CN === undefined ? [] : [subject.CN]);
}
