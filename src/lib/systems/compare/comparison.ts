/** Two things beside each other, question by question. */
export interface Comparison {
  readonly title: string;
  /** What the two are called, as heads of columns. */
  readonly sides: readonly [string, string];
  readonly rows: readonly ComparisonRow[];
  /** When to take which. */
  readonly advice: readonly Advice[];
  /** What others would say to the same questions. Nobody measured that. */
  readonly elsewhere: readonly Elsewhere[];
}

/** One question, and what was measured. */
export interface ComparisonRow {
  readonly question: string;
  readonly cells: readonly [string, string];
  /** What is behind the difference, in a sentence. */
  readonly because: string;
  /** Whether it came out as people who know both would expect. */
  readonly asExpected: boolean;
}

export interface Advice {
  readonly need: string;
  readonly take: string;
  /** The rows that show it, from 1. */
  readonly shownBy: readonly number[];
}

export interface Elsewhere {
  readonly name: string;
  /** For each row, in order. */
  readonly answers: readonly string[];
}
