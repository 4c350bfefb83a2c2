import { BridgeError } from "../errors/bridge-error.ts";

/** What is paused: a channel, or with `scope` `session` one person's conversation in it. */
export interface PauseKey {
  readonly channelArn: string;
  readonly subChannelId?: string | undefined;
  /** With `scope` `session`: whose conversation. Without meaning for a channel. */
  readonly senderArn?: string | undefined;
}

/** The id of its record: readable in the table, and too short for the table to refuse. Throws USAGE where the sender is missing. */
export function keyToPauseId({ channelArn, subChannelId, senderArn }: PauseKey, scope: "channel" | "session"): string {
  const channel = [endOf(channelArn), ...(subChannelId ? [subChannelId] : [])].join("/");
  if (scope === "channel") return `pause:${channel}`;
  if (!senderArn)
    throw new BridgeError("USAGE", "handoff.scope is session, and senderArn doesn't say whose conversation is meant.", {
      fix: "Pass senderArn beside channelArn.",
    });
  return `pause:${channel}:${endOf(senderArn)}`;
}

/** What tells one ARN from another: the app instance's id is unique everywhere (API_messaging-chime_CreateChannel). */
function endOf(arn: string): string {
  const at = arn.indexOf("app-instance/");
  return at < 0 ? arn : arn.slice(at + "app-instance/".length);
}
