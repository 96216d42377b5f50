const INDENT = '  ';

/** Sections with an empty line before each, indented; those without lines are left out. */
export function page(sections: readonly (readonly string[])[]): string {
  const lines = sections.filter((section) => section.length > 0).flatMap((section) => ['', ...section]);
  return `${[...lines, ''].map((line) => (line === '' ? '' : `${INDENT}${line}`)).join('\n')}\n`;
}

/** What a page of that width has for its lines. */
export const pageWidth = (width: number): number => width - INDENT.length;
