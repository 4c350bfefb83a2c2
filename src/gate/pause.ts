import { isBotArn } from "../../mappers/message/bot-arn.ts";
import { isEdit, timestampToMs } from "../../mappers/message/is-edit.ts";
import { messageToText } from "../../mappers/message/message-to-text.ts";
import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import { saysPhrase } from "../../mappers/text/says-phrase.ts";
import type { HandoffSettings, Settings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { callPauses, type PauseCalls } from "../ports/call-pauses.ts";
import { pausedNow, type Watched } from "../ports/handoff.ts";
import type { ChosenBot, Hooks, OnHandoff } from "../ports/hooks.ts";
import type { Ports } from "../ports/ports.ts";
import { runHook } from "../ports/run-hook.ts";
import type { Delivery } from "../read/delivery.ts";
import { countRetry, fail, notePause, stop, warn, warnOf } from "../read/record.ts";
import { keepAsker } from "./pause-controls.ts";
import { keyToPauseId, type PauseKey } from "./pause-id.ts";

/** People who take over, as messages tell of them. */
export interface Handoff {
  /**
   * Whether a message is people's own business, and goes through without a bot: an agent's, whose pause is then written, or a phrase that
   * resumes. Never throws but for HOOK_FAILED.
   */
  hear(message: ChannelMessage, delivery: Delivery, until: number): Promise<boolean>;
  /** What the last stage reads before the bot is asked, and before it speaks. */
  watch(message: ChannelMessage, delivery: Delivery): Watched;
  /** The same for words of the bot's own accord. Where conversations are paused, what is said to nobody in particular is in none. */
  watchOwn(address: PauseKey): Watched | undefined;
}

/** Within this time of the last one, an agent's message writes nothing: the pause ends that much earlier at most. */
const EXTEND_MS = 30_000;

type HandoffFunctions = Ports & Pick<Hooks, "isAgent" | "onHandoff">;

/** Throws CONFIG_INVALID without a store of pauses. */
export function createHandoff(settings: HandoffSettings, bots: Settings["bots"], functions: HandoffFunctions): Handoff {
  const { pauses, now, isAgent, onHandoff } = functions;
  if (!pauses) throw new BridgeError("CONFIG_INVALID", "handoff needs a store of pauses.");
  const agents = new Set(settings.agents);

  function idOf({ ChannelArn, SubChannelId, Sender }: ChannelMessage): string {
    return keyToPauseId(
      { channelArn: ChannelArn, subChannelId: SubChannelId ?? undefined, senderArn: Sender.Arn },
      settings.scope,
    );
  }

  async function isFromAgent({ Sender }: ChannelMessage, until: number): Promise<boolean> {
    if (agents.has(Sender.Arn)) return true;
    const sender = { arn: Sender.Arn, name: Sender.Name ?? undefined };
    return (
      isAgent !== undefined &&
      (await runHook("isAgent", (options) => isAgent(sender, options), { now, until })) === true
    );
  }

  async function tell(told: Omit<Parameters<OnHandoff>[0], "signal">, { decision, deadline }: Delivery): Promise<void> {
    if (!onHandoff) return;
    const until = deadline - (deadline - now()) / 4;
    await runHook("onHandoff", (options) => onHandoff({ ...told, ...options }), { now, until }).catch(
      (caught: unknown) => warn(decision, `handoff-untold: ${BridgeError.from(caught).detail ?? "onHandoff failed."}`),
    );
  }

  /** An agent's message pauses the channel, at most one write in half a minute. */
  async function hold(message: ChannelMessage, delivery: Delivery, calls: PauseCalls): Promise<void> {
    const at = timeOf(message, now());
    const before = await calls.read();
    const on = pausedNow(before, now());
    if (before && at <= before.at) return;
    if (on?.by === AGENT && at - on.at < EXTEND_MS) return;
    const until = Math.max(on?.until ?? 0, now() + settings.resumeAfterMs);
    if (on?.by === AGENT && (await calls.write({ kind: "extend", at, until })) !== "refused") return;
    const held = await calls.write({ ...keepAsker(on), kind: "hold", by: AGENT, reason: "agent", at, until });
    const pause = held === "refused" ? undefined : pausedNow(held, now());
    if (!pause) return;
    notePause(delivery.decision, { ...pause, made: true });
    if (!on) await tell({ message, reason: "agent" }, delivery);
  }

  async function hearAgent(message: ChannelMessage, delivery: Delivery, calls: PauseCalls): Promise<void> {
    const isResume = saysPhrase(messageToText(message), settings.resumePhrases);
    const because = isResume ? "an agent's phrase resumes the bots" : "a message of an agent pauses the bots";
    stop(delivery.decision, "release", { step: "paused", because });
    if (isResume) await calls.write({ kind: "resume", at: timeOf(message, now()) });
    else await hold(message, delivery, calls);
  }

  /** Whoever asked for a person may send the person away. */
  async function hearAsker(message: ChannelMessage, { decision }: Delivery, calls: PauseCalls): Promise<boolean> {
    const at = timeOf(message, now());
    const before = await calls.read();
    // It took no claim, so when it comes again only the order tells that it isn't for the bot.
    const isPast = before !== undefined && at <= before.at;
    if (!isPast && pausedNow(before, now())?.asker !== message.Sender.Arn) return false;
    stop(decision, "release", { step: "paused", because: "a phrase of who asked for a person resumes the bots" });
    if (!isPast) await calls.write({ kind: "resume", at });
    return true;
  }

  return {
    hear: async (message, delivery, until) => {
      if (!isOfPerson(message)) return false;
      const { decision, deadline } = delivery;
      const calls = callPauses(pauses, idOf(message), { now, deadline, onRetry: () => countRetry(decision, "claims") });
      // A conversation is paused by its own requests alone.
      const isAgents = settings.scope === "channel" && (await isFromAgent(message, until));
      try {
        if (isAgents) {
          await hearAgent(message, delivery, calls);
          return true;
        }
        return (
          saysPhrase(messageToText(message), settings.resumePhrases) && (await hearAsker(message, delivery, calls))
        );
      } catch (caught) {
        const error = BridgeError.from(caught);
        warnOf(decision, error, (why) => `claims-unavailable: ${why}`);
        fail(decision, error);
        return true;
      }
    },
    watchOwn: (key) =>
      settings.scope === "session" && !key.senderArn
        ? undefined
        : { id: keyToPauseId(key, settings.scope), resumeAfterMs: settings.resumeAfterMs, told: async () => {} },
    watch: (message, delivery) => ({
      id: idOf(message),
      resumeAfterMs: settings.resumeAfterMs,
      told: ({ reason, bot }) => {
        const chosen = bots[bot];
        return tell({ message, reason, ...(chosen ? { bot: toChosen(chosen, bot) } : {}) }, delivery);
      },
    }),
  };
}

const AGENT = "agent";

function toChosen(
  { botId, botAliasId, localeId, appInstanceBotArn }: Settings["bots"][number],
  index: number,
): ChosenBot {
  return { index, botId, botAliasId, localeId, appInstanceBotArn };
}

/** A message that a person has just sent: no signal, no bot's, no edit. */
function isOfPerson(message: ChannelMessage): boolean {
  const { Type, Sender } = message;
  return (!Type || Type === "STANDARD") && !isBotArn(Sender.Arn) && !isEdit(message);
}

/** Chime's own time of a message is its place in the order: a redelivery has the same. */
function timeOf({ CreatedTimestamp }: ChannelMessage, now: number): number {
  const at = timestampToMs(CreatedTimestamp);
  return Number.isNaN(at) ? now : Math.floor(at);
}
