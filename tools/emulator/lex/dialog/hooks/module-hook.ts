import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import { BridgeError } from "../../../../../src/errors/bridge-error.ts";
import { keepModule, type RunningModule } from "../../../kept-module.ts";
import { readUserModule, toLoadable, type UserModule, whyNotLoaded } from "../../../user-module.ts";
import type { Hook } from "./hook.ts";
import { HOOK_WORKER } from "./hook-worker.ts";

export interface ModuleHook {
  readonly hook: Hook;
  /** Ends its thread; calls that run fail. */
  close(): Promise<void>;
}

type FromWorker =
  | { readonly ready: true }
  | { readonly unusable: string }
  | { readonly id: number; readonly result: string }
  | { readonly id: number; readonly error: { readonly name: string; readonly message: string } };

interface Thread extends RunningModule {
  readonly worker: Worker;
  readonly calls: Map<number, { resolve(result: unknown): void; reject(error: Error): void }>;
}

export interface ModuleHookOptions {
  /** How long a call may take, as the handler's context tells it. */
  readonly timeoutMs: number;
  /** Gets each line that the module writes. */
  readonly onOutput: (line: string) => void;
  /** Before each call, looks whether the module was changed, and loads it anew if so. */
  readonly watch?: boolean;
}

/**
 * A hook from a module that exports `handler`, or another name after a colon (`hook.mjs:lambdaHandler`): CommonJS, ESM or
 * TypeScript, in a thread of its own. One that hangs or exits fails its calls, and the next one starts anew.
 * Throws CODE_HOOK_UNUSABLE if the module can't be loaded or has no such function.
 */
export async function moduleHook(path: string, options: ModuleHookOptions): Promise<ModuleHook> {
  const module = readUserModule(path);
  const changed = () => options.onOutput("The module was changed, and is loaded anew.");
  const kept = keepModule(module.file, () => start(module, options), options.watch ? changed : undefined);
  let ids = 0;

  async function close(): Promise<void> {
    await (await kept.drop())?.end();
  }

  await kept.running();
  return {
    async hook(event, { signal }) {
      const thread = await kept.running();
      const id = ++ids;
      // Whoever takes too long may hang for good, and nothing but the end of its thread ends that.
      const abort = () => void close();
      signal.addEventListener("abort", abort, { once: true });
      try {
        return await new Promise((resolve, reject) => {
          thread.calls.set(id, { resolve, reject });
          thread.worker.postMessage({ id, event, remainingMs: options.timeoutMs, requestId: randomUUID() });
        });
      } finally {
        thread.calls.delete(id);
        kept.afterCall(thread);
        signal.removeEventListener("abort", abort);
      }
    },
    close,
  };
}

async function start({ file, exportName }: UserModule, { onOutput }: ModuleHookOptions): Promise<Thread> {
  const loadable = await toLoadable(file).catch((cause: unknown) => {
    throw unusable(file, cause instanceof Error ? cause.message : String(cause), cause);
  });
  const workerData = { module: loadable.file, exportName };
  const worker = new Worker(HOOK_WORKER, { eval: true, workerData, stdout: true, stderr: true });
  for (const stream of [worker.stdout, worker.stderr]) createInterface({ input: stream }).on("line", onOutput);
  // It must not keep a program alive that is otherwise done.
  worker.unref();
  const calls: Thread["calls"] = new Map();
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const running = new Promise<Thread>((resolve, reject) => {
    const failed = (why: string, cause?: unknown) => {
      for (const call of calls.values()) call.reject(new Error(why));
      calls.clear();
      reject(unusable(file, whyNotLoaded(why), cause));
    };
    worker.on("error", (cause: Error) => failed(cause.message, cause));
    worker.on("exit", (code) => failed(`Its thread ended with code ${code}.`));
    worker.on("message", (message: FromWorker) => {
      if ("ready" in message) return resolve({ worker, calls, exited, end: () => worker.terminate() });
      if ("unusable" in message) return failed(message.unusable);
      const call = calls.get(message.id);
      if ("result" in message) return call?.resolve(JSON.parse(message.result));
      const { name, message: text } = message.error;
      call?.reject(Object.assign(new Error(text), { name }));
    });
  });
  return running.finally(loadable.remove);
}

function unusable(file: string, why: string, cause: unknown): BridgeError {
  return new BridgeError("CODE_HOOK_UNUSABLE", `${file} can't be used: ${why}`, { cause });
}
