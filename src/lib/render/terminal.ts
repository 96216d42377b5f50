/** What an output can show. */
export interface Terminal {
  readonly width: number;
  readonly colour: boolean;
}

export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Env = Readonly<Record<string, string | undefined>>;

const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 40;

/** A terminal's own width and colours; in a pipe COLUMNS or 80, and no colour. FORCE_COLOR overrules, and NO_COLOR that. */
export function terminalOf(stream: OutputStream, env: Env): Terminal {
  const width = (stream.isTTY && stream.columns) || Number(env.COLUMNS) || DEFAULT_WIDTH;
  return { width: Math.max(MIN_WIDTH, Math.trunc(width)), colour: hasColour(stream, env) };
}

function hasColour(stream: OutputStream, env: Env): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
}
