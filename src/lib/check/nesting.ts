import { Lexer } from 'yaml';

/**
 * At least as many levels of lists and maps as the YAML or JSON text has, told without following them: the parser
 * follows them on the stack, and V8 ends the whole process where a regular expression has too little of that left.
 */
export function nestingOf(text: string): number {
  let [most, brackets, inLine, isStart] = [0, 0, 0, true];
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') brackets++;
    else if (token === ']' || token === '}') brackets--;
    else if (brackets > 0) continue;
    else if (/^\r?\n/.test(token)) [inLine, isStart] = [0, true];
    // Each level of a block is indented by a space at least.
    else if (isStart && /^ +$/.test(token)) inLine += token.length;
    else if (token === '-' || token === '?') inLine++;
    else isStart = false;
    most = Math.max(most, brackets + inLine);
  }
  return most;
}
