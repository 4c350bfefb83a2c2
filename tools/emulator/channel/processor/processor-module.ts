import { type ChildProcess, spawn } from "node:child_process";
import { resolve as absolute } from "node:path";
import { createInterface } from "node:readline";
import type { ProcessorEvent } from "../../../../mappers/shapes/processor-event.ts";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import type { Processor, ProcessorContext } from "./processor.ts";
import { PROCESSOR_CHILD } from "./processor-child.ts";

export interface LoadProcessorOptions {
  /** The Node.js to run it with; by default the `node` that the environment's PATH leads to. */
  readonly execPath?: string;
  /** Gets each line that the module writes; without it both streams go to this program's stderr. */
  readonly onOutput?: (line: string) => void;
}

export interface LoadedProcessor {
  readonly processor: Processor;
  /** Ends the child. Invocations that run reject. */
  close(): Promise<void>;
}

type FromChild =
  | { readonly ready: true }
  | { readonly unusable: string }
  | { readonly id: number; readonly result: string }
  | { readonly id: number; readonly error: { readonly name: string; readonly message: string } };

/** One running child, as long as it lives. */
interface Child {
  readonly node: ChildProcess;
  readonly calls: Map<number, { resolve(result: unknown): void; reject(error: Error): void }>;
  readonly exited: Promise<void>;
}

/**
 * A processor from a module that exports `handler`, CommonJS or ESM, in a child with exactly the given environment, so that
 * an unmodified function meets the emulator by `AWS_ENDPOINT_URL_…`. A crash fails the invocations that run, and the
 * next one starts a new child. Throws PROCESSOR_UNUSABLE if the module can't be loaded or has no `handler`.
 */
export async function loadProcessor(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  options: LoadProcessorOptions = {},
): Promise<LoadedProcessor> {
  const module = absolute(path);
  let starting: Promise<Child> | undefined;
  let closed = false;
  let ids = 0;

  function child(): Promise<Child> {
    if (closed) return Promise.reject(new Error("The processor was closed."));
    if (starting !== undefined) return starting;
    const started = start(module, env, options);
    starting = started;
    const forget = () => {
      if (starting === started) starting = undefined;
    };
    started.then(({ exited }) => exited.then(forget), forget);
    return started;
  }

  await child();
  const processor = Object.assign(invoke, {
    /** The invocations that run fail with the child, and the next one starts a new child. */
    crash() {
      const dying = starting;
      starting = undefined;
      dying?.then(({ node }) => node.kill("SIGKILL")).catch(() => undefined);
    },
  });
  return {
    processor,
    async close() {
      closed = true;
      const running = await starting?.catch(() => undefined);
      running?.node.kill("SIGKILL");
      await running?.exited;
    },
  };

  async function invoke(event: ProcessorEvent, context: ProcessorContext): Promise<unknown> {
    const { node, calls } = await child();
    const remainingMs = context.getRemainingTimeInMillis();
    ids += 1;
    const id = ids;
    return new Promise((resolve, reject) => {
      calls.set(id, { resolve, reject });
      node.send({ id, event, context, remainingMs }, (error) => {
        if (error === null) return;
        calls.delete(id);
        reject(error);
      });
    });
  }
}

function start(
  module: string,
  env: Readonly<Record<string, string | undefined>>,
  { execPath = "node", onOutput }: LoadProcessorOptions,
): Promise<Child> {
  const output = onOutput === undefined ? 2 : "pipe";
  const node = spawn(execPath, ["--input-type=module", "--eval", PROCESSOR_CHILD, module], {
    env: { ...env },
    stdio: ["ignore", output, output, "ipc"],
  });
  for (const stream of [node.stdout, node.stderr]) {
    if (stream !== null && onOutput !== undefined) createInterface({ input: stream }).on("line", onOutput);
  }
  const calls: Child["calls"] = new Map();

  return new Promise((resolve, reject) => {
    const unusable = (why: string, cause?: Error) =>
      reject(
        new BridgeError("PROCESSOR_UNUSABLE", `${module} can't be used: ${why}`, cause === undefined ? {} : { cause }),
      );
    const exited = new Promise<void>((gone) => {
      node.once("exit", (code, signal) => {
        const why = `The processor exited with ${signal ?? `code ${code}`}.`;
        for (const call of calls.values()) call.reject(new Error(why));
        calls.clear();
        unusable(why);
        gone();
      });
    });
    node.once("error", (cause) => unusable(cause.message, cause));
    node.on("message", (message: FromChild) => {
      if ("ready" in message) return resolve({ node, calls, exited });
      if ("unusable" in message) return unusable(message.unusable);
      const call = calls.get(message.id);
      calls.delete(message.id);
      if ("result" in message) call?.resolve(JSON.parse(message.result));
      else call?.reject(Object.assign(new Error(message.error.message), { name: message.error.name }));
    });
  });
}
