/** What GitHub shows beside a line of a file, or without one beside the whole run. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly text: string;
  readonly place?: { readonly file: string; readonly line: number; readonly column: number } | undefined;
}

/** The line by which a workflow says so. */
export function annotation({ level, title, text, place }: Annotation): string {
  const where = place ? `file=${property(place.file)},line=${place.line},col=${place.column},` : '';
  return `::${level} ${where}title=${property(title)}::${message(text)}\n`;
}

const message = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
