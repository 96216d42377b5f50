/** A function of the program, as JavaScript; its texts begin with a line break. */
export interface Helper {
  /** Others that it calls. */
  readonly needs?: readonly string[];
  /** What stands before everything else: it holds what the function notes. */
  readonly state?: string;
  readonly text: string;
}
