import type { Callback } from "../../../mappers/shapes/callback.ts";
import { isRecord } from "../../../mappers/shapes/json-values.ts";
import type { Difference } from "./difference.ts";
import { leafDifferences, without } from "./leaves.ts";
import { postDifferences, type ReadPost, readPost } from "./posts.ts";

/** What went out beside what should have gone out. */
export function callbackDifferences(expected: unknown, actual: Callback | undefined): Difference[] {
  const path = "callback";
  const [before, after] = [readCallback(expected), readCallback(actual)];
  const how = `${before.says} → ${after.says}`;
  if (before.kind !== after.kind) return [{ path, what: "callback", expected, actual, how }];
  return [
    ...leafDifferences(path, "", without(expected, ["ChannelMessage"]), without(actual, ["ChannelMessage"])),
    ...postDifferences(`${path}.ChannelMessage`, "", before.post, after.post),
  ];
}

interface ReadCallback {
  readonly kind: "none" | "denial" | ReadPost["kind"];
  readonly says: string;
  readonly post: ReadPost;
}

function readCallback(callback: unknown): ReadCallback {
  const post = readPost(isRecord(callback) ? callback["ChannelMessage"] : undefined);
  if (callback === undefined) return { kind: "none", says: "no callback", post };
  const isDenial = isRecord(callback) && callback["DeleteResource"] === true;
  return isDenial ? { kind: "denial", says: "the message is dropped", post } : { ...post, post };
}
