import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import { BridgeError } from "../../../../../src/errors/bridge-error.ts";
import { moduleToStamp } from "../../../module-stamp.ts";
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

interface Running {
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
  const retired = new WeakSet<Worker>();
  let stamp = options.watch ? moduleToStamp(module.file) : "";
  let starting: Promise<Running> | undefined;
  let ids = 0;

  function running(): Promise<Running> {
    if (starting !== undefined) return starting;
    const started = start(module, options);
    starting = started;
    const forget = () => {
      if (starting === started) starting = undefined;
    };
    started.then(({ worker }) => worker.once("exit", forget), forget);
    return started;
  }

  async function close(): Promise<void> {
    const before = starting;
    starting = undefined;
    await (await before?.catch(() => undefined))?.worker.terminate();
  }

  /** A thread of the module as it was: its calls end, then it does. */
  async function renew(): Promise<void> {
    const now = moduleToStamp(module.file);
    if (now === stamp) return;
    stamp = now;
    const before = starting;
    starting = undefined;
    options.onOutput("The module was changed, and is loaded anew.");
    const old = await before?.catch(() => undefined);
    if (old === undefined) return;
    retired.add(old.worker);
    if (old.calls.size === 0) await old.worker.terminate();
  }

  await running();
  return {
    async hook(event, { signal }) {
      if (options.watch) await renew();
      const { worker, calls } = await running();
      const id = ++ids;
      // Whoever takes too long may hang for good, and nothing but the end of its thread ends that.
      const abort = () => void close();
      signal.addEventListener("abort", abort, { once: true });
      try {
        return await new Promise((resolve, reject) => {
          calls.set(id, { resolve, reject });
          worker.postMessage({ id, event, remainingMs: options.timeoutMs, requestId: randomUUID() });
        });
      } finally {
        calls.delete(id);
        if (retired.has(worker) && calls.size === 0) void worker.terminate();
        signal.removeEventListener("abort", abort);
      }
    },
    close,
  };
}

async function start({ file, exportName }: UserModule, { onOutput }: ModuleHookOptions): Promise<Running> {
  const loadable = await toLoadable(file).catch((cause: unknown) => {
    throw unusable(file, cause instanceof Error ? cause.message : String(cause), cause);
  });
  const workerData = { module: loadable.file, exportName };
  const worker = new Worker(HOOK_WORKER, { eval: true, workerData, stdout: true, stderr: true });
  for (const stream of [worker.stdout, worker.stderr]) createInterface({ input: stream }).on("line", onOutput);
  // It must not keep a program alive that is otherwise done.
  worker.unref();
  const calls: Running["calls"] = new Map();
  const running = new Promise<Running>((resolve, reject) => {
    const failed = (why: string, cause?: unknown) => {
      for (const call of calls.values()) call.reject(new Error(why));
      calls.clear();
      reject(unusable(file, whyNotLoaded(why), cause));
    };
    worker.on("error", (cause: Error) => failed(cause.message, cause));
    worker.on("exit", (code) => failed(`Its thread ended with code ${code}.`));
    worker.on("message", (message: FromWorker) => {
      if ("ready" in message) return resolve({ worker, calls });
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
