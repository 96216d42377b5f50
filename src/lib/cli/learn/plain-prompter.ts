import type { Canvas } from '../../walkthrough/views/canvas.ts';
import { isCount, type Prompt, type Reply } from '../../walkthrough/views/prompt.ts';
import { LineReader } from './line-reader.ts';
import { keyOf } from './pressed-key.ts';
import type { Prompter } from './prompter.ts';

/** For screen readers and simple terminals: numbered options, one line at a time, nothing is ever drawn anew. */
export function plainPrompter(): Prompter {
  const lines = new LineReader(false);
  return {
    async ask(prompt, canvas, signal) {
      const { texts } = canvas;
      write(optionLines(prompt));
      write(keyLine(prompt));
      for (;;) {
        const line = await lines.next(promptText(prompt, canvas), signal);
        if (typeof line === 'string') return { kind: line };
        const reply = replyOf(prompt, line.line);
        if (reply) return reply;
        write(wrongText(prompt, texts));
      }
    },
    close: () => lines.close(),
  };
}

const write = (text: string): void => void (text === '' || process.stdout.write(`${text}\n`));

function optionLines(prompt: Prompt): string {
  if (!('options' in prompt)) return '';
  return prompt.options
    .flatMap(({ label, heading }, at) => [
      ...(heading === undefined ? [] : [heading]),
      `${at + 1}. ${label.trim()}`,
    ])
    .join('\n');
}

const keyLine = (prompt: Prompt): string =>
  'keys' in prompt ? prompt.keys.map(({ letter, label }) => `${letter}: ${label}`).join(', ') : '';

function promptText(prompt: Prompt, { texts }: Canvas): string {
  switch (prompt.kind) {
    case 'choose':
      return `${texts.plainChoose} `;
    case 'tick':
      return `${texts.plainTick} `;
    case 'number':
      return `${texts.plainNumber} `;
    case 'line':
      return prompt.prompt;
  }
}

/** Undefined where the line is no answer. Nothing at all is the only option, where there is one alone. */
export function replyOf(prompt: Prompt, line: string): Reply | undefined {
  if (prompt.kind === 'line') return { kind: 'value', value: line };
  const text = line.trim().toLowerCase();
  const key = keyOf(text, prompt.keys) ?? prompt.keys.find(({ key }) => key === text);
  if (key) return { kind: 'key', key: key.key };
  switch (prompt.kind) {
    case 'number':
      return isCount(text) ? { kind: 'value', value: text } : undefined;
    case 'choose': {
      const [only, second] = prompt.options;
      if (text === '' && only && !second) return { kind: 'value', value: only.value };
      const option = /^\d+$/.test(text) ? prompt.options[Number(text) - 1] : undefined;
      return option && { kind: 'value', value: option.value };
    }
    case 'tick': {
      const numbers = text.split(/[\s,]+/).filter(Boolean);
      const values = numbers.flatMap((number) => prompt.options[Number(number) - 1]?.value ?? []);
      const isWrong = values.length !== numbers.length || values.length === 0;
      const isBoth = values.includes(prompt.none) && new Set(values).size > 1;
      return isWrong || isBoth ? undefined : { kind: 'ticked', values: [...new Set(values)] };
    }
  }
}

function wrongText(prompt: Prompt, texts: Canvas['texts']): string {
  switch (prompt.kind) {
    case 'choose':
      return texts.wantsChoice(prompt.options.length);
    case 'tick':
      return texts.wantsChoices(prompt.options.length);
    default:
      return texts.wantsNumber;
  }
}
