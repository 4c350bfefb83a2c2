import type { TurnResult } from "../../mappers/shapes/turn.ts";
import { BridgeError } from "../errors/bridge-error.ts";

/** More than any answer unpacks to: a session takes 12 KB of attributes, a turn ten messages of 1,024 characters. */
const UNPACKED_MAX_BYTES = 1_024 * 1_024;

/**
 * What PutSession answered, whose members come in headers, each gzipped and then base64-encoded (API_runtime_PutSession). Throws
 * LEX_ANSWER_UNREADABLE: the turn was taken, so nothing is asked again.
 */
export async function unpackTurn(answer: Readonly<Record<string, unknown>>): Promise<TurnResult> {
  const { gunzipSync } = await import("node:zlib");
  const unpacked = (name: string): object => {
    const packed = answer[name];
    if (packed === undefined || packed === "") return {};
    try {
      const bytes = Buffer.from(String(packed), "base64");
      const text = gunzipSync(bytes, { maxOutputLength: UNPACKED_MAX_BYTES }).toString("utf8");
      return { [name]: JSON.parse(text) as unknown };
    } catch (cause) {
      // Its own message may quote the answer.
      throw new BridgeError("LEX_ANSWER_UNREADABLE", `The answer's ${name} can't be unpacked.`, { cause });
    }
  };
  return { ...unpacked("messages"), ...unpacked("sessionState") } as TurnResult;
}
