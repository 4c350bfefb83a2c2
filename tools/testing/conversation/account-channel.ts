import { awsPorts } from "../../../src/aws/ports.ts";
import type { ConversationChannel } from "./channel.ts";
import { membersByArn } from "./script/members.ts";
import { openWired } from "./wired.ts";

const QUIET_MS = 2_000;

/**
 * A channel of an account, by the SDK's own credentials; `as` is the ARN of a member who speaks where a step doesn't say. Nobody
 * observes the deliveries there, so slots and session attributes can't be looked at, and messages of earlier days stay.
 */
export function openAccountChannel(channelArn: string, as: string, timeoutMs: number): ConversationChannel {
  return openWired({
    channelArn,
    ports: awsPorts({ lexRegion: "us-east-1" }),
    members: membersByArn(as),
    speaker: as,
    timeoutMs,
    quietMs: QUIET_MS,
  });
}
