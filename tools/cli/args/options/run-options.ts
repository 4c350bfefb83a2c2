import { Option } from "commander";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";

/** What `check` and `talk` have in common, beside what they run. */
export interface RunOptions {
  /** Only what has this in its name. */
  readonly only?: string;
  /** Whether to show how long each took. */
  readonly timings: boolean;
  /** Whether to run again when a file changes, until the user ends it. */
  readonly watch: boolean;
}

export const name = () => new Option("-t, --name <text>", "run only those whose name holds this text, in any case");

export const timings = () => new Option("--timings", "show how long each took, the slowest first").default(false);

export const watch = () => new Option("--watch", "run again whenever a file changes").default(false);

/** Throws USAGE for a run that would write over files and wait for their changes. */
export function checkRun(options: {
  readonly watch: boolean;
  readonly update?: boolean;
  readonly junit?: string;
  readonly results?: string;
}): void {
  const { watch, update, junit, results } = options;
  const writes = update ? "--update" : junit ? "--junit" : results ? "--results" : undefined;
  if (watch && writes) throw new BridgeError("USAGE", `--watch and ${writes} exclude each other.`);
}

/** Whether a name holds the text that was asked for. A folder's hyphens count as spaces. */
export function nameFilter(text: string | undefined): ((name: string) => boolean) | undefined {
  if (text === undefined) return undefined;
  const plain = (one: string) => one.toLowerCase().replaceAll(/[-_\s]+/g, " ");
  return (name) => plain(name).includes(plain(text));
}

/** Throws USAGE where a text is in no name, so that a misspelt one doesn't pass. */
export function checkFound(found: number, text: string | undefined, what: string): void {
  if (found > 0 || text === undefined) return;
  throw new BridgeError("USAGE", `No ${what} has "${text}" in its name.`, {
    fix: `Run it without --name and with --timings to see all names.`,
  });
}
