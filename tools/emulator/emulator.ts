import { createFaults, type Operation } from "./channel/faults/faults.ts";
import { createNamedFaults } from "./channel/faults/named-faults.ts";
import { createManagement } from "./channel/operations/channel/management.ts";
import { fallBack } from "./channel/operations/enter-flow.ts";
import { expire } from "./channel/operations/expire.ts";
import { createPorts } from "./channel/operations/in-process.ts";
import { observedLex } from "./channel/operations/observed-lex.ts";
import { faultFor, refusalShape } from "./channel/operations/operation-faults.ts";
import { createOperations } from "./channel/operations/operations.ts";
import { oversized } from "./channel/operations/oversize.ts";
import { redeliver } from "./channel/operations/redeliver.ts";
import { channelMade, gone, joined, sent } from "./channel/operations/sent.ts";
import { FUNCTION_ARN } from "./channel/processor/attempt.ts";
import { createInvocations } from "./channel/processor/invocations.ts";
import { createLimiter } from "./channel/rates/limiter.ts";
import { readRates } from "./channel/rates/rates.ts";
import { createSessions } from "./channel/session/sessions.ts";
import { createChanges } from "./channel/state/changes.ts";
import type { ChannelState } from "./channel/state/channel-state.ts";
import { createChannels, firstChannel } from "./channel/state/channels.ts";
import { createDeliveryLog } from "./channel/state/delivery-log.ts";
import { createFlows, firstFlow } from "./channel/state/flows.ts";
import { createMessageStore } from "./channel/state/message-store.ts";
import { createQuiet } from "./channel/state/quiet.ts";
import { createClock } from "./channel/world/clock.ts";
import { createWorld } from "./channel/world/world.ts";
import { createControls } from "./controls.ts";
import type { Emulator, EmulatorOptions } from "./emulator-api.ts";
import { given } from "./given.ts";
import { createApp } from "./http/app.ts";
import { refusalOf } from "./http/guard.ts";
import { describe } from "./http/info.ts";
import { readHosts, readOrigins } from "./http/origins.ts";
import { type Listening, listenOnBoth } from "./http/server.ts";
import { createSessionSockets } from "./http/session-sockets.ts";
import { loadLexBots } from "./lex-bots.ts";
import type { ProcessorOptions } from "./processor-options.ts";

const MB = 1024 * 1024;
const MESSAGES_KEPT = { messages: 5_000, bytes: 32 * MB };
const DELIVERIES_KEPT = { deliveries: 500, bytes: 16 * MB };
/** AWS Lambda waits 60 and 120 s, which is too long for trying things out. */
const RETRY_DELAYS_MS = [1_000, 2_000];
const FUNCTION_TIMEOUT_MS = 60_000;
const SETTLED_MS = 10_000;

/**
 * An emulated channel with its flow, and the bots of the given exports. Throws EXPORT_UNREADABLE.
 * Everything is in memory, and bounded: the newest 5,000 messages and 500 deliveries are kept, and fewer of them once they take
 * about 32 and 16 MB.
 */
export async function createEmulator(options: EmulatorOptions): Promise<Emulator> {
  const changes = createChanges();
  const clock = createClock(options.now ?? Date.now, () => {
    expire(state);
    changes.emit({ kind: "clock", now: now() });
  });
  const { now } = clock;
  const { bots: exports, codeHooks = {}, watch, seed, fulfillment, hookFailure, ambiguousTime } = options;
  const { hookTimeoutMs, strict, log, visited } = options;
  const lexOptions = { seed, fulfillment, hookFailure, ambiguousTime, hookTimeoutMs, strict, log, visited };
  const lexBots = await loadLexBots({ exports, codeHooks, now, ...given({ ...lexOptions, watch }) });
  let processor = options.processor;
  let processorOptions: ProcessorOptions | undefined;
  let unwatch = () => {};
  let processorDescription = options.processorDescription ?? (processor === undefined ? "none" : "a function");

  const faults = createFaults(options.faults);
  const namedFaults = createNamedFaults(seed ?? 0, () => changes.emit({ kind: "faults" }));
  const inForce = { assigned: faults, next: (operation: Operation) => faultFor(namedFaults, operation) };
  const deliveries = createDeliveryLog(DELIVERIES_KEPT, (delivery) => changes.emit({ kind: "delivery", delivery }));
  const store = createMessageStore(MESSAGES_KEPT, {
    changed(was, is) {
      changes.emit({ kind: "message", message: is.message, is, ...given({ was }) });
      quiet.check();
    },
    removed(was) {
      changes.emit({ kind: "removed", message: was.message, was });
      quiet.check();
    },
  });
  const invocations = createInvocations({
    processor: () => processor,
    functionTimeoutMs: options.functionTimeoutMs ?? FUNCTION_TIMEOUT_MS,
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    clock,
    faults: namedFaults,
    observe: deliveries.invocation,
    unreachable: (callbackId) => fallBack(state, callbackId),
    ended: () => quiet.check(),
  });
  const quiet = createQuiet(store, invocations);
  const world = createWorld((at) => lexBots.list()[at]?.address.name);
  const announce = () => changes.emit({ kind: "info" });
  const state: ChannelState = {
    world,
    channels: createChannels(firstChannel(world, now(), lexBots.list().length), (was, is) =>
      changes.emit({ kind: "channel", ...given({ was, is }) }),
    ),
    flows: createFlows(firstFlow(world, FUNCTION_ARN, now())),
    store,
    deliveries,
    invocations,
    settledRefusal: () => refusalShape(namedFaults) ?? options.settledRefusal ?? "forbidden",
    eventFields: options.eventFields ?? "measured",
    hasProcessor: () => processor !== undefined,
    now,
  };
  const limiter = createLimiter(options.rates === undefined ? {} : readRates(options.rates), now);
  const chime = createOperations(state, inForce, limiter);
  const lex = observedLex({
    runtime: () => lexBots.runtime,
    deliveries,
    faults: inForce,
    reached: invocations.reached,
    altered: (result) => oversized(namedFaults, result),
    now,
  });
  const sessions = createSessions(state, changes);
  const servers: Listening[] = [];

  function reset(): void {
    invocations.abandon();
    store.clear();
    deliveries.clear();
    state.channels.clear();
    state.flows.clear();
    lexBots.runtime.reset();
    limiter.clear();
    changes.emit({ kind: "reset" });
    quiet.check();
  }

  const emulator: Emulator = {
    world: {
      ...world,
      get lexBots() {
        return lexBots.list().map(({ address }) => address);
      },
    },
    ports: createPorts(chime, lex),
    faults,
    namedFaults,
    clock,
    setProcessor(next, description = "a function", given = undefined) {
      processor = next;
      processorDescription = description;
      processorOptions = given;
      unwatch();
      unwatch = given?.handoff?.watch(announce) ?? (() => {});
      announce();
      changes.emit({ kind: "options" });
    },
    messages: store.messages,
    deliveries: deliveries.deliveries,
    send: (input) => sent(state, input),
    createChannel: (input) => channelMade(state, input),
    join: (input) => joined(state, input),
    leave: (input) => gone(state, input),
    settled: (timeoutMs = SETTLED_MS) => quiet.wait(timeoutMs),
    redeliver: (messageId) => redeliver(state, messageId),
    // Announced even if one of several bots was refused: the others are there.
    addBot: (source) => lexBots.add(source).finally(announce),
    on: changes.on,
    reset,
    async listen({ port = 0, host = "127.0.0.1", allowOrigins = [], allowHosts = [], tls } = {}) {
      const doors = { boundTo: host, names: readHosts(allowHosts), allowsOrigin: readOrigins(allowOrigins) };
      const app = createApp({
        doors,
        chime,
        manage: createManagement(state),
        lexBots: () => lexBots.list().map(({ address }) => address),
        lex,
        controls,
      });
      const sockets = createSessionSockets({
        sessions,
        faults: namedFaults,
        refusalOf: (url, origin) => refusalOf(doors, url, origin),
      });
      const server = await listenOnBoth(app.fetch, { host, port, tls }, sockets);
      servers.push(server);
      return server;
    },
    async close() {
      invocations.abandon();
      await Promise.all([...servers.splice(0).map((server) => server.close()), lexBots.close()]);
    },
  };
  const controls = createControls({
    emulator,
    info: () =>
      describe({
        world,
        channels: state.channels.all(),
        lexBots: lexBots.list(),
        hooked: Object.keys(codeHooks),
        processor: processorDescription,
        handoff: processorOptions?.handoff,
      }),
    processorOptions: () => processorOptions,
    announceOptions: () => changes.emit({ kind: "options" }),
  });
  return emulator;
}
