/** Bytes as a person reads them off the specification: numbers are octets, texts their characters. */
export function bytes(...parts: readonly (number | string | Uint8Array)[]): Buffer {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part as string))),
  );
}

/** A frame around a payload. */
export function frame(type: number, channel: number, payload: Uint8Array, end = 0xce): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(payload.length);
  return bytes(type, channel >> 8, channel & 255, size, payload, end);
}

/** What `action` throws. */
export function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
