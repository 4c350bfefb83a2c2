/** Somebody who can be a member of a channel: a user or an AppInstanceBot. */
export interface Member {
  readonly arn: string;
  readonly name: string;
}

/** Who there is, and the channel that is there from the start. */
export interface ChannelWorld {
  readonly appInstanceArn: string;
  /** Ana, Ben and the first bot are its members. */
  readonly channelArn: string;
  /** The flow whose processor is the emulator's; with a processor it is the default channel's. */
  readonly channelFlowArn: string;
  readonly users: { readonly ana: Member; readonly ben: Member; readonly cleo: Member };
  /** The first of the bots. */
  readonly bot: Member;
  readonly bots: readonly [Member, Member];
}

export const ACCOUNT = "111122223333";
export const REGION = "us-east-1";

// Fixed, so that an address that was copied yesterday still works today.
const APP_INSTANCE_ARN = `arn:aws:chime:${REGION}:${ACCOUNT}:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1`;
const CHANNEL_ID = "3f5a9b64-0c1d-4e8f-b7a2-5d6e7f801923";
const FLOW_ID = "5a7c2d19-8e34-4f60-9b1a-6c0d3e5f7a28";
const BOT_ID = "c7b1d2e3-94f5-4a06-8b17-c829d0e1f2a3";
const SECOND_BOT_ID = "e4d5f6a7-18b9-4c20-9d31-ea42fb53ac64";

/**
 * One app instance with three users and two bots, and one channel. ARNs: `docs/facts.md` §2. A bot is called as the Lex bot that it asks
 * now, which `nameOf` tells by its place.
 */
export function createWorld(nameOf: (at: number) => string | undefined): ChannelWorld {
  const user = (id: string, name: string): Member => ({ arn: `${APP_INSTANCE_ARN}/user/${id}`, name });
  const bot = {
    arn: `${APP_INSTANCE_ARN}/bot/${BOT_ID}`,
    get name() {
      return nameOf(0) ?? "Bot";
    },
  };
  const second = {
    arn: `${APP_INSTANCE_ARN}/bot/${SECOND_BOT_ID}`,
    get name() {
      return nameOf(1) ?? "Second bot";
    },
  };
  return {
    appInstanceArn: APP_INSTANCE_ARN,
    channelArn: `${APP_INSTANCE_ARN}/channel/${CHANNEL_ID}`,
    channelFlowArn: `${APP_INSTANCE_ARN}/channel-flow/${FLOW_ID}`,
    users: { ana: user("ana", "Ana"), ben: user("ben", "Ben"), cleo: user("cleo", "Cleo") },
    bot,
    bots: [bot, second],
  };
}

/** Everybody whom the app instance knows: whoever else asks, or is to be a member, is refused. */
export function identitiesOf({ users, bots }: ChannelWorld): Member[] {
  return [users.ana, users.ben, users.cleo, ...bots];
}

/** An AppInstanceBot's ARN ends in `/bot/<id>`, a user's in `/user/<id>`. */
export function isBot(arn: string | undefined): boolean {
  return arn?.includes("/bot/") ?? false;
}

/** The ARN of who is named: `ana`, `ben`, `cleo`, `bot`, or an ARN as it stands. */
export function worldArn({ users, bot }: ChannelWorld, who: string): string {
  if (who === "ana" || who === "ben" || who === "cleo") return users[who].arn;
  return who === "bot" ? bot.arn : who;
}
