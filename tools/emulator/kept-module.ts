import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a user's module runs in: a child process or a thread. */
export interface RunningModule {
  /** The calls that run there. */
  readonly calls: { readonly size: number };
  /** Resolves when it has ended, by whatever cause. */
  readonly exited: Promise<unknown>;
  end(): unknown;
}

/** A module that runs from its first call on, and anew after its end or its change. */
export interface KeptModule<Running extends RunningModule> {
  /** The one that runs, or a new one; after a change the old one is left to its calls. Rejects as `start` does. */
  running(): Promise<Running>;
  /** The one that ran until now, if any: the next call gets a new one. */
  drop(): Promise<Running | undefined>;
  /** To be told after each call: one that was left to its calls ends with the last of them. */
  afterCall(running: Running): void;
}

/** `onChange` is told of each change of the files beside the module, looked for before each call; without it nobody looks. */
export function keepModule<Running extends RunningModule>(
  file: string,
  start: () => Promise<Running>,
  onChange: (() => void) | undefined,
): KeptModule<Running> {
  const retired = new WeakSet<Running>();
  let stamp = onChange ? moduleToStamp(file) : "";
  let starting: Promise<Running> | undefined;

  async function drop(): Promise<Running | undefined> {
    const before = starting;
    starting = undefined;
    return before?.catch(() => undefined);
  }

  function afterCall(running: Running): void {
    if (retired.has(running) && running.calls.size === 0) running.end();
  }

  function current(): Promise<Running> {
    if (starting !== undefined) return starting;
    const started = start();
    starting = started;
    const forget = () => {
      if (starting === started) starting = undefined;
    };
    started.then(({ exited }) => exited.then(forget), forget);
    return started;
  }

  async function renew(tell: () => void): Promise<void> {
    const now = moduleToStamp(file);
    if (now === stamp) return;
    stamp = now;
    tell();
    const old = await drop();
    if (old === undefined) return;
    retired.add(old);
    afterCall(old);
  }

  return { drop, afterCall, running: () => (onChange ? renew(onChange).then(current) : current()) };
}

/** A module in somebody's home folder must not cost a walk through all of it. */
const FILES_MAX = 2_000;

/**
 * What tells whether a module was changed: time and size of each source beside it and below, without `node_modules` and hidden
 * folders. Looked at before each call, so that no change can come between a watcher's word and the call.
 */
function moduleToStamp(file: string): string {
  const found: string[] = [];
  const folders = [dirname(file)];
  for (let folder = folders.pop(); folder !== undefined && found.length < FILES_MAX; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")) folders.push(path);
      if (entry.isFile() && /\.([cm]?[jt]sx?|json)$/.test(entry.name)) found.push(`${path} ${stampOf(path)}`);
    }
  }
  return found.sort().join("\n");
}

function stampOf(path: string): string {
  const { mtimeMs, size } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
  return `${mtimeMs} ${size}`;
}
