import { ServiceError } from "../service-error.ts";
import type { DeliveryLog } from "./delivery-log.ts";
import type { Faults } from "./faults.ts";
import type { Invocations } from "./invocations.ts";
import type { MessageStore } from "./message-store.ts";
import { type ChannelWorld, type Member, membersOf } from "./world.ts";

/** How a second callback is refused: three shapes were measured (`docs/facts.md` §1.4). */
export type SettledRefusal = "forbidden" | "bad-request" | "conflict";

/** What the emulated Chime operations work on. */
export interface ChannelState {
  readonly world: ChannelWorld;
  readonly store: MessageStore;
  readonly deliveries: DeliveryLog;
  readonly invocations: Invocations;
  readonly faults: Faults;
  readonly settledRefusal: SettledRefusal;
  /** Whether a channel flow is associated, which it is as long as there is a processor. */
  hasFlow(): boolean;
  now(): number;
}

/** 403 for a channel that isn't there: the model knows no NotFoundException for most operations (else unverified). */
export function requireChannel(state: ChannelState, channelArn: string): void {
  if (channelArn !== state.world.channelArn) {
    throw new ServiceError(
      403,
      "ForbiddenException",
      `There is no such channel; this one is ${state.world.channelArn}.`,
    );
  }
}

/** The member in whose name a request speaks. Only its header says so: the emulator checks no signatures. */
export function requireMember(state: ChannelState, channelArn: string, bearer: string | undefined): Member {
  requireChannel(state, channelArn);
  const member = membersOf(state.world).find(({ arn }) => arn === bearer);
  if (member !== undefined) return member;
  const why = bearer ? "is not a member of the channel" : "is missing";
  throw new ServiceError(403, "ForbiddenException", `The bearer (x-amz-chime-bearer) ${why}.`);
}
