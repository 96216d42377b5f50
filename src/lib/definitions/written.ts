/** A topology, or an experiment, in another form. */
export interface Written {
  readonly text: string;
  /** What that form has no way to say, in sentences. */
  readonly notes: readonly string[];
}
