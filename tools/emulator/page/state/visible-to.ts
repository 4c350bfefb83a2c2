import type { EmulatedMessage } from "../../channel/message.ts";

/**
 * Whether a member's client shows the message: what is pending, denied or failed its sender alone (`docs/facts.md` §2), what is
 * targeted its two. Not what the API would list: a message that isn't stored is shown by the clients that got it.
 */
export function isShownTo({ Sender, Status, Target }: EmulatedMessage, memberArn: string): boolean {
  if (Sender.Arn === memberArn) return true;
  if (Status.Value !== "SENT") return false;
  return Target === undefined || Target.some(({ MemberArn }) => MemberArn === memberArn);
}
