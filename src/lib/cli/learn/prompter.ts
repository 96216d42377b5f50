import type { Canvas } from '../../walkthrough/views/canvas.ts';
import type { Prompt, Reply } from '../../walkthrough/views/prompt.ts';

/** Asks the learner at a terminal. */
export interface Prompter {
  /** Draws the prompt and waits. The signal ends it, with the terminal as it was: the reply is `interrupted` then. */
  ask(prompt: Prompt, canvas: Canvas, signal: AbortSignal): Promise<Reply>;
  /** Gives the terminal back. */
  close(): void;
}
