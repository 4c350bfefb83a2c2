import { type FailureAnswer, failureToReply } from "../../mappers/turn/failure-to-reply.ts";
import { errorText } from "../../mappers/words/error-text.ts";
import type { BotSettings } from "../config/settings.ts";
import type { BridgeError } from "../errors/bridge-error.ts";
import type { Delivery } from "../read/delivery.ts";
import { fail } from "../read/record.ts";

/** Whose failure it is, where it is reported, and which policy applies: by default the bot's own. */
export interface Failure {
  readonly bot: BotSettings;
  readonly localeId: string;
  readonly sessionId: string;
  readonly policy?: BotSettings["onFailure"];
}

/** A failed turn as the bot's policy answers it, noted in the record. */
export function errorToReply(error: BridgeError, { decision }: Delivery, failure: Failure): FailureAnswer {
  const { bot, localeId, sessionId, policy = bot.onFailure } = failure;
  fail(decision, error);
  const text = policy === "message" ? failureText(error.wire, bot, localeId) : undefined;
  return failureToReply(error.wire, policy, sessionId, text);
}

/** The text for a code in a language: the closest configured one, else the bridge's own. */
export function failureText(
  code: number,
  { failureTexts, failureText: text }: Pick<BotSettings, "failureTexts" | "failureText">,
  localeId: string,
): string {
  for (const locale of [localeId, localeId.split("_")[0] ?? "", "*"]) {
    const texts = failureTexts[locale];
    const own = texts?.[String(code)] ?? texts?.["default"];
    if (own !== undefined) return own;
  }
  return text ?? errorText(code, localeId);
}
