import { BridgeError } from "../../../../../src/errors/bridge-error.ts";
import type { Hook } from "./hook.ts";

/** Far above what Lex takes of a function. */
const ANSWER_MAX_BYTES = 1024 * 1024;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * A hook that stands behind an HTTP address: the event is POSTed as JSON, and the body of a 200 is the answer. AWS's own
 * runtime interface emulator speaks so. Loopback only, unless `remote`, since the event holds what users say.
 * Throws CODE_HOOK_UNUSABLE for another address.
 */
export function urlHook(url: string, { remote = false }: { readonly remote?: boolean } = {}): Hook {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
    throw new BridgeError("CODE_HOOK_UNUSABLE", `${url} is no HTTP address.`);
  }
  if (!remote && !LOOPBACK.test(parsed.hostname)) {
    const fix = "Use an address of this machine (127.0.0.1), or pass { url, remote: true } to createEmulator.";
    throw new BridgeError(
      "CODE_HOOK_UNUSABLE",
      `${url} is another machine's, and what users say would be sent there.`,
      { fix },
    );
  }
  return async (event, { signal }) => {
    const response = await fetch(parsed, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(event),
      redirect: "error",
      signal,
    }).catch((cause: unknown) => {
      throw new Error(`${parsed.origin} does not answer.`, { cause });
    });
    const text = await bounded(response);
    if (!response.ok) throw new Error(`${parsed.origin} answered ${response.status}.`);
    const failure = response.headers.get("x-amz-function-error");
    if (failure !== null) throw new Error(`The function failed (${failure}).`);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new Error(`${parsed.origin} answered no JSON.`);
    }
  };
}

async function bounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of response.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    if (text.length > ANSWER_MAX_BYTES) throw new Error("The answer is over 1 MB.");
  }
  return text + decoder.decode();
}
