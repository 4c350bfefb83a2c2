import type { Environment } from "../../src/config/env.ts";

/** A command's surroundings. `main.ts` takes them from the process; tests pass plain values. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Replaces the last line on a terminal's standard error; an empty line removes it. */
  readonly status: (line: string) => void;
  /** Everything on standard input. */
  readonly stdin: () => string;
  readonly env: Environment;
  readonly cwd: string;
  readonly version: string;
  /** The Node binary, for a processor module's child process. */
  readonly execPath: string;
  readonly colour: boolean;
  readonly isTerminal: boolean;
  /** Resolves when the user wants the command to end. Whoever never calls it is ended by the signal itself. */
  readonly ended: () => Promise<void>;
}
