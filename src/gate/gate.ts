import { gate, type Verdict } from "../../mappers/gate/gate.ts";
import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import { settingsToGateRules } from "../config/config.ts";
import type { Settings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Hooks } from "../ports/hooks.ts";
import type { Look } from "../ports/look.ts";
import type { Ports } from "../ports/ports.ts";
import { runHook } from "../ports/run-hook.ts";
import type { Delivery } from "../read/delivery.ts";
import { isText } from "../read/media.ts";
import { createLookup, type LookUp } from "./lookup.ts";
import { createMembers } from "./members.ts";
import { createModerate, type Moderate } from "./moderate.ts";

/** A final verdict: nothing is left to look up. */
export type FinalVerdict = Exclude<Verdict, { kind: "ask" }>;

/** Whether the bot speaks, and which. What it knows of channels is kept between deliveries. */
/** Until when the gate may make calls (epoch milliseconds), and whether the message was already looked up. */
interface JudgeTime {
  readonly until: number;
  readonly isLookedUp: boolean;
}

export interface Gate {
  readonly moderate: Moderate;
  /** The first word, with what the event itself tells. */
  first(message: ChannelMessage): Promise<Verdict>;
  /** The last verdict, after finding out what it needs: which bot a message is for, and how many members the channel has. */
  judge(message: ChannelMessage, delivery: Delivery, time: JudgeTime): Promise<FinalVerdict>;
  readonly lookUp: LookUp;
}

export function createGate(settings: Settings, functions: Ports & Hooks, look: Look): Gate {
  const { bots } = settings;
  const { route, span, now } = functions;
  const members = createMembers(functions, look);
  const rules = settingsToGateRules(settings);
  const canRoute = route !== undefined && bots.length > 1;

  function inGate<Value>(run: () => Promise<Value>): Promise<Value> {
    return span ? span("gate", run) : run();
  }

  async function askAndJudge(
    message: ChannelMessage,
    delivery: Delivery,
    { until, isLookedUp }: JudgeTime,
  ): Promise<FinalVerdict> {
    const known: { routed?: number | null; canRoute: boolean; members?: number | "unknown"; canCount: boolean } = {
      canRoute,
      canCount: true,
    };
    const isWords = await isText(message.ContentType);
    for (;;) {
      const verdict = gate(message, { ...rules, isText: isWords, isLookedUp, ...known });
      if (verdict.kind !== "ask") return verdict;
      if (verdict.what === "route") {
        const routed = await askRoute(message, until);
        known.canRoute = false;
        if (routed !== undefined) known.routed = routed;
      } else {
        const ChimeBearer = bots[verdict.bot ?? 0]?.appInstanceBotArn ?? "";
        const { ChannelArn, SubChannelId } = message;
        const view = { ChannelArn, ChimeBearer, ...(SubChannelId ? { SubChannelId } : {}) };
        known.members = await members(view, delivery, until);
      }
    }
  }

  async function askRoute(message: ChannelMessage, until: number): Promise<number | null | undefined> {
    if (!route) return undefined;
    const said = await runHook("route", (options) => route(message, options), { now, until });
    if (said === null || said === undefined) return said;
    const index =
      typeof said === "number" ? said : bots.findIndex(({ appInstanceBotArn }) => appInstanceBotArn === said);
    if (bots[index]) return index;
    throw new BridgeError(
      "HOOK_FAILED",
      `route must return a bot's place from 0 to ${bots.length - 1}, its ARN, null or nothing.`,
    );
  }

  return {
    moderate: createModerate(settings, functions),
    first: (message) =>
      inGate(async () =>
        gate(message, { ...rules, isText: await isText(message.ContentType), canRoute, canCount: true }),
      ),
    judge: (message, delivery, time) => inGate(() => askAndJudge(message, delivery, time)),
    lookUp: createLookup(settings, functions, look),
  };
}
