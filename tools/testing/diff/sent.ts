import type { OutgoingMessage } from "../../../mappers/shapes/outgoing-message.ts";
import type { Difference } from "./difference.ts";
import { postDifferences, readPost } from "./posts.ts";

/** What the bot said in its own name beside what it should have said, part by part. */
export function sentDifferences(expected: unknown, actual: readonly OutgoingMessage[] = []): Difference[] {
  const before = Array.isArray(expected) ? (expected as unknown[]) : [];
  return Array.from({ length: Math.max(before.length, actual.length) }, (_, at): Difference[] => {
    const [path, what] = [`sent.${at}`, `part ${at + 1}`];
    const [one, other] = [readPost(before[at]), readPost(actual[at])];
    const both = { path, what, expected: before[at], actual: actual[at] };
    if (before[at] === undefined) return [{ ...both, how: `was sent, and not expected: ${inWords(other.says)}` }];
    if (actual[at] === undefined) return [{ ...both, how: `was not sent: ${inWords(one.says)}` }];
    if (one.kind !== other.kind) return [{ ...both, how: `${inWords(one.says)} → ${inWords(other.says)}` }];
    return postDifferences(path, `${what}: `, one, other);
  }).flat();
}

/** Nothing came before it, so a text of the bot's own is not "the message as it came". */
function inWords(says: string): string {
  return says === "the message as it came" ? "a plain text" : says;
}
