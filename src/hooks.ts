import { cutAtWord } from "../mappers/cut-text.ts";
import type { FailurePolicy } from "../mappers/failure-to-reply.ts";
import type { ChannelMessage } from "../mappers/shapes/channel-message.ts";
import { PUSH_BODY_MAX } from "../mappers/shapes/limits.ts";
import { type Decision, errorToRecord } from "./decision.ts";
import type { Delivery } from "./delivery.ts";
import { BridgeError } from "./errors.ts";
import type { CallOptions, Now } from "./ports.ts";
import { callWithRetries } from "./retry.ts";

/**
 * What `onMessage` says of a message: nothing (go on), let it through without the bot, drop it, or go on with another content,
 * which is then what people see, what the bot is asked, and what a release gives back.
 */
export type MessageRuling = "release" | "deny" | { readonly content: string };

/**
 * Sees every delivery before the gate, bots' and control messages included: the place for moderation, since a channel flow
 * has one processor. It runs inside the delivery's time, and its signal is aborted when that is over. One that throws, or
 * takes too long, is HOOK_FAILED: the message is released as it came, or dropped where `onFailure` is `deny`.
 */
export type OnMessage = (
  message: ChannelMessage,
  options: CallOptions,
  // biome-ignore lint/suspicious/noConfusingVoidType: a hook that only looks returns nothing.
) => MessageRuling | void | Promise<MessageRuling | void>;

/** Functions of the embedding code that take part in a delivery. */
export interface Hooks {
  readonly onMessage?: OnMessage;
}

/** What is left to do after `onMessage`: go on with this message, or end the delivery. */
export type Moderated =
  | { readonly kind: "goOn"; readonly message: ChannelMessage }
  | { readonly kind: "release" | "deny" };

/** Runs `onMessage` inside the time until `until`, and writes into the record what it said or how it failed. Never throws. */
export async function moderate(
  message: ChannelMessage,
  delivery: Delivery,
  { onMessage }: Hooks,
  { now, until, onFailure }: { readonly now: Now; readonly until: number; readonly onFailure: FailurePolicy },
): Promise<Moderated> {
  if (!onMessage) return { kind: "goOn", message };
  const { decision } = delivery;
  try {
    const ruling = await ask(async (options) => onMessage(message, options), now, until);
    if (ruling === "release" || ruling === "deny") {
      note(decision, false, `the hook said ${ruling}`);
      decision.verdict = { kind: ruling, reason: "onMessage" };
      return { kind: ruling };
    }
    note(decision, true, ruling === undefined ? "the hook said nothing" : "the hook changed the content");
    if (ruling === undefined) return { kind: "goOn", message };
    if (typeof ruling?.content !== "string" || ruling.content === "") throw new BridgeError("HOOK_FAILED", NO_RULING);
    delivery.raw = withContent(delivery.raw, ruling.content);
    delivery.isContentChanged = true;
    return { kind: "goOn", message: { ...message, Content: ruling.content } };
  } catch (caught) {
    // What is fit to be seen is now unknown; `onFailure` says which way to err.
    decision.error = errorToRecord(BridgeError.from(caught));
    return { kind: onFailure === "deny" ? "deny" : "release" };
  }
}

const NO_RULING = 'onMessage must return nothing, "release", "deny" or { content: "…" }.';

async function ask<Value>(call: (options: CallOptions) => Promise<Value>, now: Now, until: number): Promise<Value> {
  const rules = { now, until, late: "HOOK_FAILED", most: 1 } as const;
  try {
    return await callWithRetries(call, { ...rules, mayRepeat: () => false, onRetry: () => {} });
  } catch (caught) {
    const error = BridgeError.from(caught);
    if (error.code === "HOOK_FAILED") throw error;
    const cause = error.code === "INTERNAL" ? error.cause : error;
    const name = cause instanceof Error ? cause.name : typeof cause;
    throw new BridgeError("HOOK_FAILED", `onMessage threw ${name}.`, { cause });
  }
}

function note(decision: Decision, pass: boolean, because: string): void {
  decision.trace = [{ step: "onMessage", pass, because }, ...decision.trace];
}

/** The push notification of an event holds the user's words: where these change, so does it. */
function withContent(raw: Delivery["raw"], content: string): Delivery["raw"] {
  const push = raw["PushNotification"];
  const isPush = typeof push === "object" && push !== null;
  const Body = cutAtWord(content.toWellFormed(), PUSH_BODY_MAX);
  return { ...raw, Content: content, ...(isPush ? { PushNotification: { ...push, Body } } : {}) };
}
