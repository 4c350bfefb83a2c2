import { type ChildProcess, spawn } from "node:child_process";
import type { Processor } from "../../tools/emulator/index.ts";
import { BUILT_PROCESSOR } from "../wire/emulator.ts";

/** Loads the built file, handles one event per message, and reports how it ended. Records go to the handler of memberships. */
const PROGRAM = `
  const { handler, memberships } = require(process.argv[1]);
  process.on("message", async ({ id, event, deadline }) => {
    const context = { getRemainingTimeInMillis: () => deadline - Date.now() };
    try { process.send({ id, result: await (event.Records ? memberships : handler)(event, context) }); }
    catch (error) { process.send({ id, error: error.message }); }
  });
`;

export interface ProcessorProcess {
  readonly processor: Processor;
  /** Ends the process that runs with SIGKILL; the next event starts a new one. */
  kill(): void;
  /** Called with every result before it is given back; killing there is dying after everything was done. */
  onResult: (() => void) | undefined;
  close(): Promise<void>;
}

interface Call {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** The built `index.cjs` in a process that can be killed at any moment. */
export function startProcessor(env: Readonly<Record<string, string>>): ProcessorProcess {
  const calls = new Map<number, Call>();
  let child: ChildProcess | undefined;
  let ids = 0;

  function running(): ChildProcess {
    if (child) return child;
    const started = spawn(process.execPath, ["-e", PROGRAM, BUILT_PROCESSOR], {
      env,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    started.on("message", ({ id, result, error }: { id: number; result?: unknown; error?: string }) => {
      const call = calls.get(id);
      self.onResult?.();
      if (child !== started) return;
      calls.delete(id);
      if (error === undefined) call?.resolve(result);
      else call?.reject(new Error(error));
    });
    started.on("exit", () => {
      if (child === started) child = undefined;
    });
    child = started;
    return started;
  }

  const self: ProcessorProcess = {
    onResult: undefined,
    processor: (event, context) =>
      new Promise((resolve, reject) => {
        const id = ++ids;
        calls.set(id, { resolve, reject });
        running().send({ id, event, deadline: Date.now() + context.getRemainingTimeInMillis() });
      }),
    kill() {
      const dying = child;
      child = undefined;
      dying?.kill("SIGKILL");
      for (const call of calls.values()) call.reject(new Error("The process was killed."));
      calls.clear();
    },
    async close() {
      const dying = child;
      child = undefined;
      if (!dying) return;
      dying.kill("SIGKILL");
      await new Promise((resolve) => dying.once("exit", resolve));
    },
  };
  return self;
}
