import { visible } from '../render/text.ts';

/** That the broker takes no messages at present, and why; undefined where it takes them again. */
export const blockedText = (reason: string | undefined): string =>
  reason === undefined
    ? 'The broker takes messages again.\n'
    : `The broker takes no messages at present: ${visible(reason)}.\n`;
