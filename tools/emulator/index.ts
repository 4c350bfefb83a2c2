export type { Fault, Faults, ForeignAnswer, OPERATIONS, Operation } from "./channel/faults/faults.ts";
export { type FaultInput, type NamedFaults, textToFault } from "./channel/faults/named-faults.ts";
export type { EmulatedMessage, EmulatedPush as PushNotification } from "./channel/message.ts";
export type { EmulatorPorts } from "./channel/operations/in-process.ts";
export type { ChannelInput, MembershipInput, SendInput } from "./channel/operations/sent.ts";
export { mortal } from "./channel/processor/life.ts";
export {
  type MembershipReceiver,
  type MembershipRecord,
  type MembershipStream,
  type MembershipStreamOptions,
  streamMemberships,
} from "./channel/processor/membership-stream.ts";
export type { Processor, ProcessorContext } from "./channel/processor/processor.ts";
export {
  type LoadedProcessor,
  type LoadProcessorOptions,
  loadProcessor,
} from "./channel/processor/processor-module.ts";
export type { RatedRegion, Rates } from "./channel/rates/rates.ts";
export type { HeldMessage } from "./channel/session/message-frames.ts";
export type { Change } from "./channel/state/changes.ts";
export type { EventFields, SettledRefusal } from "./channel/state/channel-state.ts";
export type { Ban, Channel, Membership } from "./channel/state/channels.ts";
export type { Clock } from "./channel/world/clock.ts";
export type { ChannelWorld, Member } from "./channel/world/world.ts";
export type {
  EmulatedDelivery as Delivery,
  ObservedCallback,
  ObservedInvocation,
  ObservedTurn,
  Refused,
} from "./delivery.ts";
export { createEmulator } from "./emulator.ts";
export type { Emulator, EmulatorOptions } from "./emulator-api.ts";
export type { LexBotAddress } from "./http/info.ts";
export type { Listening, TlsPair } from "./http/server.ts";
export type { ActiveFault, FaultParameter, KnownFault } from "./known-fault.ts";
export type { EventIntent, EventSlot, Hook, HookEvent, ProposedNextState } from "./lex/dialog/hooks/hook.ts";
export type { HookSource } from "./lex/dialog/hooks/load-hook.ts";
export type { ExportSource } from "./lex/export/source.ts";
export type { Visited, VisitedPart } from "./lex/model/visited.ts";
export type { ConfirmationState, DialogAction, IntentState } from "./lex/session/session.ts";
export type {
  KnownOption,
  ObservedPause,
  PausedPlace,
  ProcessorHandoff,
  ProcessorOptions,
} from "./processor-options.ts";
