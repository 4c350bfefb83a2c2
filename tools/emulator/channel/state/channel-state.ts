import { ServiceError } from "../../service-error.ts";
import type { Invocations } from "../processor/invocations.ts";
import { type ChannelWorld, identitiesOf, type Member } from "../world/world.ts";
import type { Channel, Channels } from "./channels.ts";
import type { DeliveryLog } from "./delivery-log.ts";
import type { Flows } from "./flows.ts";
import type { MessageStore } from "./message-store.ts";

/** How a second callback is refused: three shapes were measured (`docs/facts.md` §1.4). */
export type SettledRefusal = "forbidden" | "bad-request" | "conflict";

/** Which members the processor event has: those that were measured, or those that are only documented too (§2). */
export type EventFields = "measured" | "documented";

/** What the emulated Chime operations work on. */
export interface ChannelState {
  readonly world: ChannelWorld;
  readonly channels: Channels;
  readonly flows: Flows;
  readonly store: MessageStore;
  readonly deliveries: DeliveryLog;
  readonly invocations: Invocations;
  /** How the next second callback is refused. */
  settledRefusal(): SettledRefusal;
  readonly eventFields: EventFields;
  hasProcessor(): boolean;
  now(): number;
}

/** 403 for a channel that isn't there: the model knows no NotFoundException for most operations (else unverified). */
export function requireChannel(state: ChannelState, channelArn: string): Channel {
  const channel = state.channels.byArn(channelArn);
  if (channel !== undefined) return channel;
  const text = `There is no such channel; the first one is ${state.world.channelArn}.`;
  throw new ServiceError(403, "ForbiddenException", text);
}

/** In whose name a request speaks. Only its header says so: the emulator checks no signatures. */
export function requireIdentity(state: ChannelState, bearer: string | undefined): Member {
  const known = identitiesOf(state.world).find(({ arn }) => arn === bearer);
  if (known !== undefined) return known;
  throw bearerRefused(bearer ? "is nobody whom the app instance knows" : "is missing");
}

/** Somebody whom a request names. 404, which not every model of these operations has; that it is this is unverified. */
export function requireIdentityOf(state: ChannelState, arn: string): Member {
  const known = identitiesOf(state.world);
  const member = known.find((one) => one.arn === arn);
  if (member !== undefined) return member;
  const names = known.map((one) => one.arn).join(", ");
  throw new ServiceError(404, "NotFoundException", `The app instance doesn't know that member. Known: ${names}.`);
}

/** The channel, and the member of it in whose name a request speaks. */
export function requireMember(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
): { channel: Channel; member: Member } {
  const channel = requireChannel(state, channelArn);
  const membership = channel.members.get(bearer ?? "");
  if (membership !== undefined) return { channel, member: membership.member };
  throw bearerRefused(bearer ? "is not a member of the channel" : "is missing");
}

function bearerRefused(why: string): ServiceError {
  return new ServiceError(403, "ForbiddenException", `The bearer (x-amz-chime-bearer) ${why}.`);
}
