import { gate, type Verdict } from "../../mappers/gate/gate.ts";
import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import { settingsToGateRules } from "../config/config.ts";
import type { Settings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Hooks } from "../ports/hooks.ts";
import type { Now } from "../ports/ports.ts";
import { runHook } from "../ports/run-hook.ts";
import type { Delivery } from "../read/delivery.ts";
import { isText } from "../read/media.ts";
import type { Members } from "./members.ts";

/** A verdict for which nothing has to be asked any more. */
export type FinalVerdict = Exclude<Verdict, { kind: "ask" }>;

export interface JudgeTools {
  readonly hooks: Hooks;
  readonly members: Members;
  readonly now: Now;
}

/** The gate's first word, with what the event itself tells. */
export async function firstVerdict(message: ChannelMessage, settings: Settings, hooks: Hooks): Promise<Verdict> {
  return inGate(hooks, async () =>
    gate(message, {
      ...settingsToGateRules(settings),
      isText: await isText(message.ContentType),
      canRoute: hooks.route !== undefined && settings.bots.length > 1,
      canCount: true,
    }),
  );
}

function inGate<Value>({ span }: Hooks, run: () => Promise<Value>): Promise<Value> {
  return span ? span("gate", run) : run();
}

/** The gate's verdict, after asking whatever it wants to know: which bot a message is for, and how many members the channel has. */
export async function judge(
  message: ChannelMessage,
  delivery: Delivery,
  settings: Settings,
  tools: JudgeTools,
  time: { readonly until: number; readonly isLookedUp: boolean },
): Promise<FinalVerdict> {
  return inGate(tools.hooks, () => askAndJudge(message, delivery, settings, tools, time));
}

async function askAndJudge(
  message: ChannelMessage,
  delivery: Delivery,
  settings: Settings,
  { hooks, members, now }: JudgeTools,
  { until, isLookedUp }: { readonly until: number; readonly isLookedUp: boolean },
): Promise<FinalVerdict> {
  const { bots } = settings;
  const known: { routed?: number | null; canRoute: boolean; members?: number | "unknown"; canCount: boolean } = {
    canRoute: hooks.route !== undefined && bots.length > 1,
    canCount: true,
  };
  const rules = { ...settingsToGateRules(settings), isText: await isText(message.ContentType), isLookedUp };
  for (;;) {
    const verdict = gate(message, { ...rules, ...known });
    if (verdict.kind !== "ask") return verdict;
    if (verdict.what === "route") {
      const routed = await askRoute(message, settings, hooks, { now, until });
      known.canRoute = false;
      if (routed !== undefined) known.routed = routed;
    } else {
      const ChimeBearer = bots[verdict.bot ?? 0]?.appInstanceBotArn ?? "";
      const { ChannelArn, SubChannelId } = message;
      known.members = await members(
        { ChannelArn, ChimeBearer, ...(SubChannelId ? { SubChannelId } : {}) },
        delivery,
        until,
      );
    }
  }
}

async function askRoute(
  message: ChannelMessage,
  { bots }: Settings,
  { route }: Hooks,
  time: { readonly now: Now; readonly until: number },
): Promise<number | null | undefined> {
  if (!route) return undefined;
  const said = await runHook("route", (options) => route(message, options), time);
  if (said === null || said === undefined) return said;
  const index = typeof said === "number" ? said : bots.findIndex(({ appInstanceBotArn }) => appInstanceBotArn === said);
  if (bots[index]) return index;
  throw new BridgeError(
    "HOOK_FAILED",
    `route must return a bot's place from 0 to ${bots.length - 1}, its ARN, null or nothing.`,
  );
}
