/** The words between the dots of a key: an empty key has none, an empty word between dots is one. */
export function wordsOf(key: string): string[] {
  return key === '' ? [] : key.split('.');
}
