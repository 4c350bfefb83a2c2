/** One row of a test set of the Lex V2 Test Workbench. `conversation` is absent for a single input. */
export interface TestRow {
  readonly conversation?: string;
  readonly source: "User" | "Agent";
  /** What the user says, or the agent's prompt. */
  readonly input: string;
  readonly intent?: string;
  /** Values by the names of slots; `Car.Color` is a part of a composite slot, and `roses, lilies` are several values. */
  readonly slots: Readonly<Record<string, string>>;
  readonly requestAttributes: Readonly<Record<string, string>>;
  readonly sessionAttributes: Readonly<Record<string, string>>;
  /** Names of contexts. */
  readonly contexts: readonly string[];
  /** Cells as they are written. */
  readonly hints: readonly string[];
}
