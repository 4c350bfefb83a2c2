/** Somebody who can be a member of a channel: a user or an AppInstanceBot. */
export interface Member {
  readonly arn: string;
  readonly name: string;
}

/** The emulator's one channel and who is in it. */
export interface ChannelWorld {
  readonly channelArn: string;
  readonly users: { readonly ana: Member; readonly ben: Member };
  readonly bot: Member;
}

export const ACCOUNT = "111122223333";
export const REGION = "us-east-1";

// Fixed, so that an address that was copied yesterday still works today.
const APP_INSTANCE_ARN = `arn:aws:chime:${REGION}:${ACCOUNT}:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1`;
const CHANNEL_ID = "3f5a9b64-0c1d-4e8f-b7a2-5d6e7f801923";
const BOT_ID = "c7b1d2e3-94f5-4a06-8b17-c829d0e1f2a3";

/** One app instance, one channel; Ana, Ben and the bot are its members. ARNs: `docs/facts.md` §2. */
export function createWorld(botName: string): ChannelWorld {
  return {
    channelArn: `${APP_INSTANCE_ARN}/channel/${CHANNEL_ID}`,
    users: {
      ana: { arn: `${APP_INSTANCE_ARN}/user/ana`, name: "Ana" },
      ben: { arn: `${APP_INSTANCE_ARN}/user/ben`, name: "Ben" },
    },
    bot: { arn: `${APP_INSTANCE_ARN}/bot/${BOT_ID}`, name: botName },
  };
}

export function membersOf(world: ChannelWorld): Member[] {
  return [world.users.ana, world.users.ben, world.bot];
}
