import type { Callback } from "../../../mappers/shapes/callback.ts";
import type { OutgoingMessage } from "../../../mappers/shapes/outgoing-message.ts";
import type { TurnRequest, TurnResult } from "../../../mappers/shapes/turn.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { type BridgeConfig, createBridge, createMemoryPauses, type Decision } from "../../../src/index.ts";
import { NO_PORTS } from "../../testing/no-ports.ts";
import { CASE_CONFIG } from "../../testing/run-cases.ts";
import type { MapOptions } from "../args/map-args.ts";
import type { Io } from "../io.ts";
import { coloursOf, line, stopToText } from "../print.ts";
import { readJsonFile } from "../read-json.ts";

/** `map`: an event, and what Lex answered to it, to the callback; offline. Exit code 1 where the delivery would fail. */
export async function map(options: MapOptions, io: Io): Promise<number> {
  const event = readJsonFile(options.event, io);
  const config = (options.config ? readJsonFile(options.config, io) : CASE_CONFIG) as BridgeConfig;
  const turnResult = options.turnResult ? (readJsonFile(options.turnResult, io) as TurnResult) : undefined;
  let turnRequest: TurnRequest | undefined;
  let callback: Callback | undefined;
  const sent: OutgoingMessage[] = [];
  const bridge = createBridge(
    { ...config, logContent: true },
    {
      ...NO_PORTS,
      pauses: createMemoryPauses(Date.now),
      // Offline, a message is known by its event alone, so it counts as one to everybody.
      getChannelMessage: async ({ MessageId }) => ({ MessageId }),
      sendChannelMessage: async (message) => {
        sent.push(message);
        return { MessageId: "offline" };
      },
      recognizeText: async (request) => {
        turnRequest = request;
        if (turnResult === undefined) throw new BridgeError("USAGE", NO_TURN_RESULT);
        return turnResult;
      },
      channelFlowCallback: async (sent) => {
        callback = sent;
      },
    },
  );
  const decision = await bridge.handle(event);
  if (decision.error?.code === "USAGE") throw new BridgeError("USAGE", decision.error.detail, { fix: TURN_RESULT_FIX });
  const mapped = {
    outcome: decision.outcome,
    turnRequest,
    callback,
    sent,
    losses: decision.losses,
    trace: decision.trace,
  };
  if (options.json) io.out(`${JSON.stringify({ ...mapped, error: decision.error })}\n`);
  else io.out(mappedToText(mapped, decision, io));
  return decision.outcome === "failed" ? 1 : 0;
}

const NO_TURN_RESULT = "The gate lets this event through to Lex, and no turn result was given.";
const TURN_RESULT_FIX = "Give a second file with the answer of RecognizeText.";

function mappedToText(
  {
    turnRequest,
    callback,
    sent,
  }: {
    readonly turnRequest: TurnRequest | undefined;
    readonly callback: Callback | undefined;
    readonly sent: readonly OutgoingMessage[];
  },
  { outcome, error, trace, losses, sizes }: Decision,
  io: Io,
): string {
  const c = coloursOf(io.colour);
  const stopped = trace.find(({ pass }) => !pass);
  return [
    line(c.dim("verdict"), stopped ? stopToText(stopped) : `turn, after ${trace.length} steps passed`),
    turnRequest ? line(c.dim("turn"), JSON.stringify(turnRequest, null, 2)) : "",
    line(c.dim("callback"), JSON.stringify(callback, null, 2)),
    ...sent.map((message) => line(c.dim("sent"), JSON.stringify(message, null, 2))),
    ...losses.map(({ kind, message, name, before, after }) =>
      line(
        c.yellow("lost"),
        `${kind} ${message === undefined ? name : `of message ${message + 1}`}, ${before} → ${after} bytes`,
      ),
    ),
    sizes.content === undefined ? "" : line(c.dim("content"), `${sizes.content} of 4096 bytes`),
    line(c.dim("outcome"), `${outcome}${error ? `, ${error.code}: ${error.fix}` : ""}`),
  ].join("");
}
