import type { Faults } from "./channel/faults/faults.ts";
import type { NamedFaults } from "./channel/faults/named-faults.ts";
import type { EmulatedMessage } from "./channel/message.ts";
import type { EmulatorPorts } from "./channel/operations/in-process.ts";
import type { ChannelInput, MembershipInput, SendInput } from "./channel/operations/sent.ts";
import type { Processor } from "./channel/processor/processor.ts";
import type { RatedRegion, Rates } from "./channel/rates/rates.ts";
import type { Change } from "./channel/state/changes.ts";
import type { EventFields, SettledRefusal } from "./channel/state/channel-state.ts";
import type { Clock } from "./channel/world/clock.ts";
import type { ChannelWorld } from "./channel/world/world.ts";
import type { EmulatedDelivery } from "./delivery.ts";
import type { LexBotAddress } from "./http/info.ts";
import type { Listening, TlsPair } from "./http/server.ts";
import type { HookSource } from "./lex/dialog/hooks/load-hook.ts";
import type { ExportSource } from "./lex/export/source.ts";
import type { Visited } from "./lex/model/visited.ts";
import type { LexRuntimeOptions } from "./lex/runtime/runtime-options.ts";
import type { ProcessorOptions } from "./processor-options.ts";

export interface EmulatorOptions {
  /**
   * Lex V2 bot exports (LexJson): paths of zips or unpacked folders, or the bytes of zips. One that can't be read is logged and
   * left out, as long as another can.
   */
  readonly bots: readonly ExportSource[];
  /** Without one the channel has no flow, and messages are sent at once. */
  readonly processor?: Processor;
  /** What the processor is, in words for the page. */
  readonly processorDescription?: string;
  /** The clock behind every timestamp: epoch milliseconds. */
  readonly now?: () => number;
  /** How long to wait before each retry of a failed invocation; by default 1 and 2 s, where AWS Lambda waits 1 and 2 min. */
  readonly retryDelaysMs?: readonly number[];
  /** How long an invocation may take; by default 60 s. */
  readonly functionTimeoutMs?: number;
  /** How a second callback is refused; by default `forbidden` (`docs/facts.md` §1.4). */
  readonly settledRefusal?: SettledRefusal;
  /** Which members the processor event has; by default those that were measured (§2). */
  readonly eventFields?: EventFields;
  /** Makes the bots' choice among message variations repeatable. */
  readonly seed?: number;
  /**
   * The bots' functions, by the name of the bot: a function, the path of a module that exports `handler` (it runs in a thread
   * of its own; `hook.mjs:name` for another export), or an HTTP address of this machine that takes the event as a POST.
   */
  readonly codeHooks?: Readonly<Record<string, HookSource>>;
  /** Loads the module of a code hook anew when it was changed, before its next call. */
  readonly watch?: boolean;
  /** How long a code hook may take; by default 30 s, as in Lex. */
  readonly hookTimeoutMs?: number;
  /** A code hook that fails: the turn is refused with 424 (`refuse`, the default), or the bot's failure response is played. */
  readonly hookFailure?: NonNullable<LexRuntimeOptions["hookFailure"]>;
  /** A time that may be before or after noon is asked for again (`ask`, the default), or taken without an interpreted value. */
  readonly ambiguousTime?: NonNullable<LexRuntimeOptions["ambiguousTime"]>;
  /** How a fulfilment that calls a function ends while the bot has no code hook; by default `failed`. */
  readonly fulfillment?: NonNullable<LexRuntimeOptions["fulfillment"]>;
  /**
   * Refuses what only quotas and models forbid: more than two conversations at once on the test alias (50 on others), and a function's
   * message of more than 1,024 characters.
   */
  readonly strict?: boolean;
  /** Gets a line for each export that was left out, each code hook that failed, and each line that a hook's module writes. */
  readonly log?: (line: string) => void;
  readonly faults?: Partial<Faults>;
  /**
   * How many requests a second Chime takes: those of a region (`us-east-1`, `eu-central-1`), or rates of your own; by default any number. What is
   * over a rate is refused with 429 `ThrottledClientException`. `send` of this object is never refused for it. Throws USAGE.
   */
  readonly rates?: RatedRegion | Rates;
  /** Is told which parts of the bots the dialogs pass through. */
  readonly visited?: Visited;
}

export interface Emulator {
  /** Who and what there is, by its ARN. The same in every emulator, but for the bots. */
  readonly world: ChannelWorld & { readonly lexBots: readonly LexBotAddress[] };
  /** The ports of `createBridge`, in process, without a network. */
  readonly ports: EmulatorPorts;
  /** What the services do wrong, to be assigned at any time. */
  readonly faults: Faults;
  /** What goes wrong by name, the processor's and the flow's troubles included. */
  readonly namedFaults: NamedFaults;
  /** The emulator's time, to be moved on: sessions expire, retries are due, callbacks come too late. */
  readonly clock: Pick<Clock, "now" | "advance">;
  /** Associates the channel flow's processor, or exchanges it, from the next invocation on. */
  setProcessor(processor: Processor, description?: string, options?: ProcessorOptions): void;
  /** Oldest first. */
  messages(): EmulatedMessage[];
  /** Oldest first. */
  deliveries(): EmulatedDelivery[];
  /** Sends a message as one of the members, past every fault; resolves as soon as it is taken. Rejects with SEND_REFUSED. */
  send(input: SendInput): Promise<EmulatedMessage>;
  /** Makes a channel, with the emulator's flow, and resolves to its ARN. Rejects with SEND_REFUSED. */
  createChannel(input: ChannelInput): Promise<string>;
  /** Adds a member to a channel (CreateChannelMembership). Rejects with SEND_REFUSED, as where the member is there already. */
  join(input: MembershipInput): Promise<void>;
  /** A member leaves a channel (DeleteChannelMembership). Rejects with SEND_REFUSED. */
  leave(input: Omit<MembershipInput, "as">): Promise<void>;
  /** Resolves when no message is PENDING and no invocation runs or waits; rejects after the time-out (10 s) with who is. */
  settled(timeoutMs?: number): Promise<void>;
  /** Invokes the processor again with the event of that message, as Chime's at-least-once delivery does. Throws USAGE. */
  redeliver(messageId: string): void;
  /**
   * Adds the bots of an export while the emulator runs; an export of a bot that is there, by id and name, takes its place. The first
   * of them becomes the first of `world.lexBots`. Throws EXPORT_UNREADABLE.
   */
  addBot(source: ExportSource): Promise<readonly LexBotAddress[]>;
  /** Calls the listener at every change, until the returned function is called. */
  on(listener: (change: Change) => void): () => void;
  /** Forgets messages, deliveries, sessions and running invocations. */
  reset(): void;
  /**
   * Serves both services by their real paths, the page at `/` and the controls under `/_emulator/`: HTTP/1.1 and h2c on one
   * port, by default any free one on 127.0.0.1, and the messaging session. Pages of `allowOrigins`, each as a browser writes an
   * origin, or with `*` as a loopback host's port, may ask the services. Requests name it
   * by a loopback host, by any address where it is bound to the outside, or by a name of `allowHosts`. With `tls`, a certificate and its key as PEM, the port speaks https and wss alone; call it twice to have
   * both. Throws PORT_IN_USE, and USAGE for what is no origin, or no host.
   */
  listen(options?: {
    readonly port?: number;
    readonly host?: string;
    readonly allowOrigins?: readonly string[];
    readonly allowHosts?: readonly string[];
    readonly tls?: TlsPair;
  }): Promise<Pick<Listening, "url" | "connections">>;
  /** Ends the servers with their connections; invocations that run are not retried any more. */
  close(): Promise<void>;
}
