import type { Info } from "../../http/info.ts";
import { arnName } from "../format.ts";

/** Somebody in a channel: a user or an AppInstanceBot. */
export interface Member {
  readonly arn: string;
  readonly name: string;
}

export interface ChannelView {
  readonly arn: string;
  readonly name: string;
}

/** An AppInstanceBot's ARN ends in `/bot/<id>`, a user's in `/user/<id>` (`docs/facts.md` §2). */
export function isBot(arn: string): boolean {
  return arn.includes("/bot/");
}

export function channelsOf(info: Info): readonly ChannelView[] {
  const { channels } = info as Info & { readonly channels?: readonly Partial<ChannelView & { channelArn: string }>[] };
  const listed = (channels ?? []).flatMap(({ arn, channelArn = arn, name }) =>
    channelArn === undefined ? [] : [{ arn: channelArn, name: name ?? arnName(channelArn) }],
  );
  return listed.length > 0 ? listed : [{ arn: info.channelArn, name: arnName(info.channelArn) }];
}

/** Who can speak in a channel: users first, then bots. */
export function membersOf(info: Info, _channelArn: string | undefined): readonly Member[] {
  return [...info.users, ...botsOf(info)];
}

export function botsOf(info: Info): readonly Member[] {
  const { bots } = info as Info & { readonly bots?: readonly Member[] };
  return bots !== undefined && bots.length > 0 ? bots : [info.bot];
}

export function nameOf(arn: string | undefined, info: Info | undefined): string {
  if (arn === undefined) return "…";
  const known = info === undefined ? [] : membersOf(info, undefined);
  return known.find((member) => member.arn === arn)?.name ?? arnName(arn);
}
