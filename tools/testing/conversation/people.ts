import type { Bridge } from "../../../src/bridge.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { StoredMessage } from "../../../src/ports/ports.ts";
import { type Emulator, type MembershipReceiver, streamMemberships } from "../../emulator/index.ts";
import type { ConversationPeople } from "./channel.ts";
import { bindMembers, type NamedMembers } from "./script/members.ts";
import { messagesToSaid } from "./script/read-answer.ts";

/** Who comes, goes and takes over in an emulator with the bridge in it: who joins is welcomed as by the stream of memberships. */
export function peopleOf(emulator: Emulator, bridge: Bridge): ConversationPeople {
  const stream = streamMemberships(emulator, greetEach(bridge));
  const { arnOf, nameOf } = emulatedMembers(emulator);
  const { channelArn } = emulator.world;
  const keyOf = (of: string | undefined) => ({ channelArn, ...(of === undefined ? {} : { senderArn: arnOf(of) }) });
  return {
    join: async (member, times) => {
      const before = new Set(emulator.messages().map(({ MessageId }) => MessageId));
      await emulator.join({ member: arnOf(member) });
      await stream.settled();
      for (let again = 1; again < times; again++) await stream.replay();
      await emulator.settled();
      return messagesToSaid({ messageId: "", before }, emulator.messages().map(messageToStored), nameOf);
    },
    leave: async (member) => {
      await emulator.leave({ member: arnOf(member) });
      await stream.settled();
    },
    pause: ({ of, forMs }) => bridge.pause(keyOf(of), forMs === undefined ? {} : { resumeAfterMs: forMs }),
    resume: ({ of }) => bridge.resume(keyOf(of)),
  };
}

/** Welcomes as the handler of memberships does, which lies in a room of its own. */
export function greetEach(bridge: Pick<Bridge, "greet">): MembershipReceiver {
  return async ({ Records }) => {
    for (const { kinesis } of Records) {
      const { EventType, Payload } = JSON.parse(Buffer.from(kinesis.data, "base64").toString("utf8"));
      if (EventType !== "CREATE_CHANNEL_MEMBERSHIP" || Payload.Member.Arn.includes("/bot/")) continue;
      const { ChannelArn: channelArn, CreatedTimestamp } = Payload;
      const memberArn = Payload.Member.Arn;
      await bridge
        .greet({ channelArn, memberArn, token: `joined ${memberArn} ${CreatedTimestamp}` })
        .catch((caught) => {
          if (BridgeError.from(caught).code !== "WORDS_PAUSED") throw caught;
        });
    }
    return { batchItemFailures: [] };
  };
}

/** The emulator's people and its bot, by their names. */
export function emulatedMembers({ world: { users, bot } }: Emulator): NamedMembers {
  return bindMembers(Object.values(users), bot);
}

/** Whether somebody is one of those whom a script names. A name that nobody has is told by the step that speaks as it, with its line. */
export function isOneOf(names: readonly string[], emulator: Emulator): (who: { readonly arn: string }) => boolean {
  const { nameOf } = emulatedMembers(emulator);
  const named = new Set(names.map((name) => (name.startsWith("arn:") ? name : name.toLowerCase())));
  return ({ arn }) => named.has(arn) || named.has(nameOf(arn));
}

export function messageToStored(message: ReturnType<Emulator["messages"]>[number]): StoredMessage {
  return { ...message, CreatedTimestamp: Date.parse(message.CreatedTimestamp) };
}
