import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import { PUSH_BODY_MAX } from "../../mappers/shapes/limits.ts";
import { cutAtWord } from "../../mappers/text/cut-text.ts";
import type { Settings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Hooks } from "../ports/hooks.ts";
import type { Ports } from "../ports/ports.ts";
import { runHook } from "../ports/run-hook.ts";
import type { Delivery } from "../read/delivery.ts";
import { fail, pass, stop } from "../read/record.ts";

/** What to do after `onMessage`: go on with this message, or end the delivery. */
export type Moderated =
  | { readonly kind: "goOn"; readonly message: ChannelMessage }
  | { readonly kind: "release" | "deny" };

/** Runs `onMessage` with time until `until`, and records what it said or how it failed. Never throws. */
export type Moderate = (message: ChannelMessage, delivery: Delivery, until: number) => Promise<Moderated>;

/** The first bot's `onFailure` decides what a failed `onMessage` leads to: which bot the message is for isn't known yet. */
export function createModerate(
  { bots }: Pick<Settings, "bots">,
  { onMessage, now }: Hooks & Pick<Ports, "now">,
): Moderate {
  return async (message, delivery, until) => {
    if (!onMessage) return { kind: "goOn", message };
    const { decision } = delivery;
    try {
      const ruling = await runHook("onMessage", (options) => onMessage(message, options), { now, until });
      if (ruling === "release" || ruling === "deny") {
        stop(decision, ruling, { step: "onMessage", because: `the hook said ${ruling}` });
        return { kind: ruling };
      }
      const because = ruling === undefined ? "the hook said nothing" : "the hook changed the content";
      pass(decision, { step: "onMessage", because });
      if (ruling === undefined) return { kind: "goOn", message };
      if (typeof ruling?.content !== "string" || ruling.content === "") throw new BridgeError("HOOK_FAILED", NO_RULING);
      delivery.raw = withContent(delivery.raw, ruling.content);
      delivery.isContentChanged = true;
      return { kind: "goOn", message: { ...message, Content: ruling.content } };
    } catch (caught) {
      // Whether the message is fit to be seen is now unknown; `onFailure` says which way to err.
      fail(decision, BridgeError.from(caught));
      return { kind: bots[0].onFailure === "deny" ? "deny" : "release" };
    }
  };
}

const NO_RULING = 'onMessage must return nothing, "release", "deny" or { content: "…" }.';

/** The push notification of an event holds the user's words: if these change, so does the notification. */
function withContent(raw: Delivery["raw"], content: string): Delivery["raw"] {
  const push = raw["PushNotification"];
  const isPush = typeof push === "object" && push !== null;
  const Body = cutAtWord(content.toWellFormed(), PUSH_BODY_MAX);
  return { ...raw, Content: content, ...(isPush ? { PushNotification: { ...push, Body } } : {}) };
}
