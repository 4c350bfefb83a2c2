import type { Hook } from "./hook.ts";
import { urlHook } from "./hook-url.ts";
import { type ModuleHookOptions, moduleHook } from "./module-hook.ts";

/** A function in process, the path of a module that exports `handler`, or an HTTP address that takes the event as a POST. */
export type HookSource = Hook | string | { readonly url: string; readonly remote?: boolean };

export interface LoadedHook {
  readonly hook: Hook;
  close(): Promise<void>;
}

const nothing = async (): Promise<void> => {};

/** Throws CODE_HOOK_UNUSABLE, with why. */
export async function loadHook(source: HookSource, options: ModuleHookOptions): Promise<LoadedHook> {
  if (typeof source === "function") return { hook: source, close: nothing };
  if (typeof source === "object") return { hook: urlHook(source.url, source), close: nothing };
  if (/^https?:\/\//i.test(source)) return { hook: urlHook(source), close: nothing };
  return moduleHook(source, options);
}
