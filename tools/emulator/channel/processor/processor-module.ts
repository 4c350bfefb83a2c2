import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { ProcessorEvent } from "../../../../mappers/shapes/processor-event.ts";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import { keepModule, type RunningModule } from "../../kept-module.ts";
import { readUserModule, toLoadable, type UserModule, whyNotLoaded } from "../../user-module.ts";
import type { Processor, ProcessorContext } from "./processor.ts";
import { PROCESSOR_CHILD } from "./processor-child.ts";

export interface LoadProcessorOptions {
  /** The Node.js to run it with; by default the `node` that the environment's PATH leads to. */
  readonly execPath?: string;
  /** Gets each line that the module writes; without it both streams go to this program's stderr. */
  readonly onOutput?: (line: string) => void;
  /** Before each invocation, looks whether the module was changed, and starts it anew if so. */
  readonly watch?: boolean;
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
interface Child extends RunningModule {
  readonly node: ChildProcess;
  readonly calls: Map<number, { resolve(result: unknown): void; reject(error: Error): void }>;
}

/**
 * A processor from a module that exports `handler`, or another name after a colon (`index.js:lambdaHandler`): CommonJS, ESM or
 * TypeScript, in a child with exactly the given environment, so that an unmodified function meets the emulator by
 * `AWS_ENDPOINT_URL_…`. A crash fails the invocations that run, and the next one starts a new child.
 * Throws PROCESSOR_UNUSABLE if the module can't be loaded or has no such function.
 */
export async function loadProcessor(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  options: LoadProcessorOptions = {},
): Promise<LoadedProcessor> {
  const module = readUserModule(path);
  const changed = () => options.onOutput?.("The module was changed, and is started anew.");
  const kept = keepModule(module.file, () => start(module, env, options), options.watch ? changed : undefined);
  let closed = false;
  let ids = 0;

  await kept.running();
  const processor = Object.assign(invoke, {
    /** The invocations that run fail with the child, and the next one starts a new child. */
    crash() {
      void kept.drop().then((dying) => dying?.end());
    },
  });
  return {
    processor,
    async close() {
      closed = true;
      const running = await kept.drop();
      running?.end();
      await running?.exited;
    },
  };

  async function invoke(event: ProcessorEvent, context: ProcessorContext): Promise<unknown> {
    if (closed) throw new Error("The processor was closed.");
    const child = await kept.running();
    const remainingMs = context.getRemainingTimeInMillis();
    ids += 1;
    const id = ids;
    try {
      return await new Promise((resolve, reject) => {
        child.calls.set(id, { resolve, reject });
        child.node.send({ id, event, context, remainingMs }, (error) => {
          if (error !== null) reject(error);
        });
      });
    } finally {
      child.calls.delete(id);
      kept.afterCall(child);
    }
  }
}

async function start(
  { file, exportName }: UserModule,
  env: Readonly<Record<string, string | undefined>>,
  { execPath = "node", onOutput }: LoadProcessorOptions,
): Promise<Child> {
  const loadable = await toLoadable(file).catch((cause: unknown) => {
    throw unusable(file, cause instanceof Error ? cause.message : String(cause), cause);
  });
  const output = onOutput === undefined ? 2 : "pipe";
  const node = spawn(execPath, ["--input-type=module", "--eval", PROCESSOR_CHILD, loadable.file, exportName], {
    env: { ...env },
    stdio: ["ignore", output, output, "ipc"],
  });
  for (const stream of [node.stdout, node.stderr]) {
    if (stream !== null && onOutput !== undefined) createInterface({ input: stream }).on("line", onOutput);
  }
  const calls: Child["calls"] = new Map();

  const running = new Promise<Child>((resolve, reject) => {
    const failed = (why: string, cause?: Error) => reject(unusable(file, whyNotLoaded(why), cause));
    const exited = new Promise<void>((gone) => {
      node.once("exit", (code, signal) => {
        const why = `The processor exited with ${signal ?? `code ${code}`}.`;
        for (const call of calls.values()) call.reject(new Error(why));
        calls.clear();
        failed(why);
        gone();
      });
    });
    node.once("error", (cause) => failed(cause.message, cause));
    node.on("message", (message: FromChild) => {
      if ("ready" in message) return resolve({ node, calls, exited, end: () => node.kill("SIGKILL") });
      if ("unusable" in message) return failed(message.unusable);
      const call = calls.get(message.id);
      calls.delete(message.id);
      if ("result" in message) call?.resolve(JSON.parse(message.result));
      else call?.reject(Object.assign(new Error(message.error.message), { name: message.error.name }));
    });
  });
  return running.finally(loadable.remove);
}

function unusable(file: string, why: string, cause: unknown): BridgeError {
  return new BridgeError("PROCESSOR_UNUSABLE", `${file} can't be used: ${why}`, cause === undefined ? {} : { cause });
}
