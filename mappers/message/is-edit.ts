import type { ChannelMessage } from "../shapes/channel-message.ts";

/**
 * Whether a message was edited: its second timestamp is a later instant than its first. The format in the event is unverified, so texts,
 * seconds and milliseconds are compared alike; one that can't be read counts as later, because an edit may not be answered unasked.
 */
export function isEdit({ CreatedTimestamp, LastEditedTimestamp }: ChannelMessage): boolean {
  if (LastEditedTimestamp === undefined || LastEditedTimestamp === null || LastEditedTimestamp === "") return false;
  if (timestampText(LastEditedTimestamp) === timestampText(CreatedTimestamp)) return false;
  const [edited, created] = [timestampToMs(LastEditedTimestamp), timestampToMs(CreatedTimestamp)];
  return Number.isNaN(edited) || Number.isNaN(created) || edited > created;
}

/** Epoch milliseconds; NaN where it can't be read. A number, or a text of digits, below a hundred thousand million is seconds: as milliseconds it would be before 1973. */
export function timestampToMs(timestamp: unknown): number {
  const text = timestampText(timestamp).trim();
  if (!/^\d+(\.\d+)?$/.test(text)) return Date.parse(text);
  const number = Number(text);
  return number < 100_000_000_000 ? number * 1_000 : number;
}

/** As JSON writes it if it isn't a text: any other conversion could run what came, and throw. */
function timestampText(timestamp: unknown): string {
  return typeof timestamp === "string" ? timestamp : (JSON.stringify(timestamp) ?? "");
}
