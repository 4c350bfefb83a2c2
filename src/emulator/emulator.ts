import { randomUUID } from "node:crypto";
import { BridgeError } from "../errors.ts";
import { createChanges } from "./channel/changes.ts";
import type { ChannelState } from "./channel/channel-state.ts";
import { createDeliveryLog } from "./channel/delivery-log.ts";
import type { Faults } from "./channel/faults.ts";
import { createPorts, sent } from "./channel/in-process.ts";
import { createInvocations } from "./channel/invocations.ts";
import { createMessageStore } from "./channel/message-store.ts";
import { observedLex } from "./channel/observed-lex.ts";
import { createQuiet } from "./channel/quiet.ts";
import { ACCOUNT, createWorld, REGION } from "./channel/world.ts";
import type { Emulator, EmulatorOptions } from "./emulator-api.ts";
import { createApp } from "./http/app.ts";
import { describe } from "./http/info.ts";
import { readPage } from "./http/page-file.ts";
import { type Listening, listenOnBoth } from "./http/server.ts";
import { readExport } from "./lex/export.ts";
import { createLexRuntime } from "./lex/runtime.ts";

const MESSAGES_MAX = 5_000;
const DELIVERIES_MAX = 500;
/** AWS Lambda's are 60 and 120 s; who tries things out doesn't wait that long. */
const RETRY_DELAYS_MS = [1_000, 2_000];
const FUNCTION_TIMEOUT_MS = 60_000;
const SETTLED_MS = 10_000;

/**
 * An emulated channel with its flow, and the bots of the given exports. Throws EXPORT_UNREADABLE.
 * Everything is in memory, and bounded: the newest 5,000 messages and 500 deliveries are kept.
 */
export async function createEmulator(options: EmulatorOptions): Promise<Emulator> {
  const now = options.now ?? Date.now;
  const bots = (await Promise.all(options.bots.map((path) => readExport(path)))).flatMap((read) => read.bots);
  const { seed = 0, fulfillment = "failed" } = options;
  const startLex = () =>
    createLexRuntime({ bots, now, seed, fulfillment, ...(options.visited ? { visited: options.visited } : {}) });
  let runtime = startLex();
  let processor = options.processor;
  let processorDescription = options.processorDescription ?? (processor === undefined ? "none" : "a function");

  const faults: Faults = { lex: options.faults?.lex, callback: options.faults?.callback };
  const changes = createChanges();
  const deliveries = createDeliveryLog(DELIVERIES_MAX, (delivery) => changes.emit({ kind: "delivery", delivery }));
  const store = createMessageStore(MESSAGES_MAX, (message) => {
    changes.emit({ kind: "message", message });
    quiet.check();
  });
  const invocations = createInvocations({
    processor: () => processor,
    functionTimeoutMs: options.functionTimeoutMs ?? FUNCTION_TIMEOUT_MS,
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    now,
    observe: deliveries.invocation,
    ended: () => quiet.check(),
  });
  const quiet = createQuiet(store, invocations);
  const world = createWorld(bots[0]?.name ?? "Bot");
  const state: ChannelState = {
    world,
    store,
    deliveries,
    invocations,
    faults,
    settledRefusal: options.settledRefusal ?? "forbidden",
    hasFlow: () => processor !== undefined,
    now,
  };
  const lex = observedLex({ runtime: () => runtime, deliveries, faults, now });
  const lexBots = bots.map((model) => ({
    address: {
      name: model.name,
      botId: model.id,
      aliasArn: `arn:aws:lex:${REGION}:${ACCOUNT}:bot-alias/${model.id}/TSTALIASID`,
    },
    model,
  }));
  const servers: Listening[] = [];

  function reset(): void {
    invocations.abandon();
    store.clear();
    deliveries.clear();
    runtime = startLex();
    changes.emit({ kind: "reset" });
    quiet.check();
  }

  return {
    world: { ...world, lexBots: lexBots.map(({ address }) => address) },
    ports: createPorts(state, lex),
    faults,
    setProcessor(next, description) {
      processor = next;
      processorDescription = description ?? "a function";
    },
    messages: store.messages,
    deliveries: deliveries.deliveries,
    send({ as = "ana", content, metadata, attributes, target, ...rest }) {
      const arnOf = (who: string) => (who === "ana" || who === "ben" ? world.users[who].arn : who);
      return sent(state, arnOf(as), {
        Content: content,
        Type: rest.type ?? "STANDARD",
        Persistence: rest.persistence ?? "PERSISTENT",
        ClientRequestToken: rest.clientRequestToken ?? randomUUID(),
        ContentType: rest.contentType,
        Metadata: metadata,
        MessageAttributes: attributes,
        PushNotification: rest.pushNotification,
        SubChannelId: rest.subChannelId,
        Target: target === undefined ? undefined : [{ MemberArn: arnOf(target) }],
      });
    },
    settled: (timeoutMs = SETTLED_MS) => quiet.wait(timeoutMs),
    redeliver(messageId) {
      const delivery = store.byMessageId(messageId)?.delivery;
      if (delivery === undefined)
        throw new BridgeError("USAGE", "No such message went through the flow.", { fix: REDELIVER });
      invocations.start(delivery.event);
    },
    on: changes.on,
    reset,
    async listen({ port = 0, host = "127.0.0.1" } = {}) {
      const controls = {
        info: () => describe(world, lexBots, processorDescription),
        messages: store.messages,
        deliveries: deliveries.deliveries,
        on: changes.on,
        reset,
        page: () => readPage(),
      };
      const app = createApp({ host, channel: state, lex, controls });
      const server = await listenOnBoth(app.fetch, { host, port });
      servers.push(server);
      return server;
    },
    async close() {
      invocations.abandon();
      await Promise.all(servers.splice(0).map((server) => server.close()));
    },
  };
}

const REDELIVER = "Pass the MessageId of a STANDARD message that was sent while there was a processor.";
