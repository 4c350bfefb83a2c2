import type { Member } from "../../channel/world/world.ts";
import type { Info } from "../../http/info.ts";
import { arnName } from "../format.ts";

/** Everybody there is: users first, then bots. */
function everybody({ users, bots }: Info): readonly Member[] {
  return [...users, ...bots];
}

/** Who can speak in a channel. */
export function membersOf(info: Info, channelArn: string | undefined): readonly Member[] {
  const members = info.channels.find(({ arn }) => arn === channelArn)?.members ?? [];
  return everybody(info).filter(({ arn }) => members.includes(arn));
}

/** Who could be invited into a channel. */
export function outsidersOf(info: Info, channelArn: string | undefined): readonly Member[] {
  const members = membersOf(info, channelArn);
  return everybody(info).filter((one) => !members.includes(one));
}

export function nameOf(arn: string | undefined, info: Info | undefined): string {
  if (arn === undefined) return "…";
  const known = info === undefined ? [] : everybody(info);
  return known.find((member) => member.arn === arn)?.name ?? arnName(arn);
}
