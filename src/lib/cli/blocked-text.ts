import { visible } from '../render/text.ts';
import { english } from '../render/words/en.ts';
import type { Words } from '../render/words/words.ts';

/** Says once of an alarm that many connections are told of, and once that it is over. */
export function sayingOnce(
  say: (text: string) => void,
  words?: Pick<Words, 'blocked'>,
): (reason: string | undefined) => void {
  let isBlocked = false;
  return (reason) => {
    if (isBlocked === (reason !== undefined)) return;
    isBlocked = !isBlocked;
    say(blockedText(reason, words));
  };
}

/** That the broker takes no messages at present, and why; undefined where it takes them again. */
export const blockedText = (reason: string | undefined, words: Pick<Words, 'blocked'> = english): string =>
  `${words.blocked(reason === undefined ? undefined : visible(reason))}\n`;
