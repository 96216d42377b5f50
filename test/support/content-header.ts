import { CONTENT_FIXED_BYTES, type ContentHeader, readContentHeader } from '../../src/lib/wire/content.ts';

/** A content header frame's payload, with its flags and property list, which `decodeProperties` reads. */
export function decodeContentHeader(payload: Buffer): ContentHeader & { readonly properties: Buffer } {
  const header = readContentHeader(payload, 0, payload.length);
  return { ...header, properties: payload.subarray(CONTENT_FIXED_BYTES) };
}
