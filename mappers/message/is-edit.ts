import type { ChannelMessage } from "../shapes/channel-message.ts";

/** The format of timestamps in the event is unverified, so two are equal if they are the same text or the same instant. */
export function isEdit({ CreatedTimestamp, LastEditedTimestamp }: ChannelMessage): boolean {
  if (LastEditedTimestamp === undefined || LastEditedTimestamp === null || LastEditedTimestamp === "") return false;
  if (CreatedTimestamp === undefined || CreatedTimestamp === null) return true;
  if (timestampText(LastEditedTimestamp) === timestampText(CreatedTimestamp)) return false;
  const [edited, created] = [instant(LastEditedTimestamp), instant(CreatedTimestamp)];
  return Number.isNaN(edited) || Number.isNaN(created) || edited !== created;
}

function instant(timestamp: unknown): number {
  return typeof timestamp === "number" ? timestamp : Date.parse(timestampText(timestamp));
}

/** As JSON writes it where it is no text: any other question could be answered by what came, and break. */
function timestampText(timestamp: unknown): string {
  return typeof timestamp === "string" ? timestamp : (JSON.stringify(timestamp) ?? "");
}
