import type { PromptKey } from '../../walkthrough/views/prompt.ts';

/** The same keys while the keyboard is set to Korean. */
const HANGUL: Readonly<Record<string, string>> = { ㅗ: 'h', ㄴ: 's', ㅠ: 'b', ㅣ: 'l', ㅌ: 'x', ㅂ: 'q' };

/** The key that has this letter. */
export function keyOf(text: string, keys: readonly PromptKey[]): PromptKey | undefined {
  const letter = HANGUL[text] ?? text.toLowerCase();
  return keys.find((key) => key.letter === letter);
}
