import { visible } from '../render/text.ts';

/** Says once of an alarm that many connections are told of, and once that it is over. */
export function sayingOnce(say: (text: string) => void): (reason: string | undefined) => void {
  let isBlocked = false;
  return (reason) => {
    if (isBlocked === (reason !== undefined)) return;
    isBlocked = !isBlocked;
    say(blockedText(reason));
  };
}

/** That the broker takes no messages at present, and why; undefined where it takes them again. */
export const blockedText = (reason: string | undefined): string =>
  reason === undefined
    ? 'The broker takes messages again.\n'
    : `The broker takes no messages at present: ${visible(reason)}.\n`;
