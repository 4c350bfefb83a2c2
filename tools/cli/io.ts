import type { Environment } from "../../src/config/env.ts";

/** What a command has of its surroundings. `main.ts` fills it from the process; tests fill it with plain values. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Puts a line in place of the last one, on a terminal's standard error; an empty one takes it away. */
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
  /** Resolves when the user wants the command to end. */
  readonly ended: Promise<void>;
}
