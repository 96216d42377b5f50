/**
 * Sixteen random bytes as text. `node:crypto` is loaded with the first of them: that takes as long as a third of the start
 * of a broker, and not every client asks for a name.
 */
export const randomText = (): string =>
  process.getBuiltinModule('node:crypto').randomBytes(16).toString('base64url');
