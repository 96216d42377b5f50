/**
 * A text as it stands between double quotes in a Mermaid diagram, one line below the other. Whatever Mermaid, Markdown
 * or HTML might act on is written as the number of its character.
 */
export function mermaidText(lines: readonly string[]): string {
  return `"${lines.map((line) => line.replace(ACTIVE, entities)).join('<br/>')}"`;
}

// Spaces at the ends and behind spaces are lost in HTML; `1.` and `-` begin lists, `www.` a link, `_` an emphasis.
const ACTIVE =
  /[^\p{L}\p{N}\p{M} .,/_-]|^ | $|(?<= ) |[.-](?=\s)|(?<=www)\.|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/giu;

const entities = (found: string): string => Array.from(found, entity).join('');

const NO_BREAK_SPACE = 0xa0;
/** The first of the pictures that stand for control characters, which no browser shows. */
const PICTURES = 0x2400;

function entity(character: string): string {
  const code = character === ' ' ? NO_BREAK_SPACE : (character.codePointAt(0) ?? 0);
  return `#${code < 0x20 ? PICTURES + code : code};`;
}
