import { randomUUID } from "node:crypto";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import type { Refusal } from "../../../../src/errors/refusals.ts";
import type { EmulatedMessage, EmulatedPush } from "../message.ts";
import type { ChannelState } from "../state/channel-state.ts";
import { isBot, worldArn } from "../world/world.ts";
import { deleteChannelMembership } from "./channel/change-members.ts";
import { called, onTheWire } from "./in-process.ts";
import { createChannel, createChannelMembership } from "./memberships.ts";
import { sendChannelMessage } from "./send.ts";

/** What to send. `as` and `target` are `ana`, `ben`, `cleo`, `bot` or a member's ARN; `as` is Ana by default. */
export interface SendInput {
  readonly content: string;
  readonly as?: string;
  readonly target?: string;
  /** A channel's ARN; by default the first one's. */
  readonly channel?: string;
  readonly contentType?: string;
  readonly metadata?: string;
  readonly attributes?: Readonly<Record<string, { readonly StringValues: readonly string[] }>>;
  readonly pushNotification?: EmulatedPush;
  readonly type?: "STANDARD" | "CONTROL";
  readonly persistence?: "PERSISTENT" | "NON_PERSISTENT";
  readonly subChannelId?: string;
  /** A repeated one sends nothing again. */
  readonly clientRequestToken?: string;
}

/** A channel to be. `as` and `members` are named as in `SendInput`; who makes it is a member too. */
export interface ChannelInput {
  readonly members: readonly string[];
  readonly as?: string;
  readonly name?: string;
  /** Whether the emulator's flow is associated; by default it is. */
  readonly flow?: boolean;
}

/** Who joins a channel, or leaves it: named as in `SendInput`. */
export interface MembershipInput {
  readonly member: string;
  /** A channel's ARN; by default the first one's. */
  readonly channel?: string;
  /** Who adds the member; by default the first user who is in the channel. Who leaves does so by themselves. */
  readonly as?: string;
}

/** What a developer should read: why it was refused. The emulator's own texts quote nothing of what was sent. */
const SAID = {
  refused: ({ status, name, message, cause }: Refusal) =>
    new BridgeError("SEND_REFUSED", `Chime answered ${status} ${name}: ${message}`, { cause, ...fixOf(status) }),
  lost: "SEND_CONNECTION_LOST",
  unreadable: "SEND_UNREADABLE",
  late: "SEND_TIMEOUT",
} as const;

/** Who is in the channel is the most frequent reason; a developer who speaks, joins and leaves by hand sends no headers. */
function fixOf(status: number | undefined): { readonly fix?: string } {
  if (status === 409) return { fix: "Whoever is in the channel can't join it: let them leave first." };
  return status === 403
    ? { fix: "Check the channel; whoever isn't in it can't speak or leave: let them join first." }
    : {};
}

/** Sends by hand, in process and past every fault; rejects with SEND_REFUSED. */
export function sent(state: ChannelState, input: SendInput): Promise<EmulatedMessage> {
  const { as = "ana", channel = state.world.channelArn, target } = input;
  const request = {
    Content: input.content,
    Type: input.type ?? "STANDARD",
    Persistence: input.persistence ?? "PERSISTENT",
    ClientRequestToken: input.clientRequestToken ?? randomUUID(),
    ContentType: input.contentType,
    Metadata: input.metadata,
    MessageAttributes: input.attributes,
    PushNotification: input.pushNotification,
    SubChannelId: input.subChannelId,
    Target: target === undefined ? undefined : [{ MemberArn: worldArn(state.world, target) }],
  };
  return called(SAID, undefined, async () =>
    sendChannelMessage(state, channel, worldArn(state.world, as), onTheWire(request)),
  );
}

/** Makes a channel by hand and resolves to its ARN; rejects with SEND_REFUSED. */
export function channelMade(state: ChannelState, input: ChannelInput): Promise<string> {
  const { as = "ana", name = "Channel", members, flow = true } = input;
  const MemberArns = members.map((member) => worldArn(state.world, member));
  const AppInstanceArn = state.world.appInstanceArn;
  const request = { AppInstanceArn, Name: name, ClientRequestToken: randomUUID(), MemberArns };
  return called(SAID, undefined, async () => {
    const channel = createChannel(state, worldArn(state.world, as), request);
    if (flow) state.channels.put({ ...channel, flowArn: state.world.channelFlowArn });
    return channel.arn;
  });
}

/** Adds a member by hand; rejects with SEND_REFUSED. */
export function joined(state: ChannelState, input: MembershipInput): Promise<void> {
  const { channel = state.world.channelArn, as } = input;
  const MemberArn = worldArn(state.world, input.member);
  return called(SAID, undefined, async () => {
    const users = [...(state.channels.byArn(channel)?.members.keys() ?? [])].filter((arn) => !isBot(arn));
    const bearer = as === undefined ? users[0] : worldArn(state.world, as);
    createChannelMembership(state, channel, bearer, { MemberArn, Type: "DEFAULT" });
  });
}

/** A member leaves; rejects with SEND_REFUSED. */
export function gone(state: ChannelState, input: Omit<MembershipInput, "as">): Promise<void> {
  const { channel = state.world.channelArn } = input;
  const member = worldArn(state.world, input.member);
  return called(SAID, undefined, async () => deleteChannelMembership(state, channel, member, member));
}
