import * as z from "zod/mini";
import { droppable } from "./droppable.ts";
import { LexMessage } from "./lex-message.ts";

/**
 * What a turn asks of Lex: the input of RecognizeText (API_runtime_RecognizeText).
 *
 * ```json
 * { "botId": "BANKBOT001", "botAliasId": "TSTALIASID", "localeId": "en_US", "sessionId": "3f5a…:ana:0c1d2e3f4a5b6c7d",
 *   "text": "What is my balance?",
 *   "requestAttributes": { "CHIME.channel.arn": "arn:…", "CHIME.sender.arn": "arn:…", "CHIME.message.id": "6e4f7c2a…" } }
 * ```
 *
 * `text` 1–1024 UTF-16 code units, `sessionId` 2–100 of `[0-9a-zA-Z._:-]`. Sending `sessionState.sessionAttributes`
 * replaces the stored set, so it is absent unless it was configured.
 */
export interface TurnRequest {
  readonly botId: string;
  readonly botAliasId: string;
  readonly localeId: string;
  readonly sessionId: string;
  readonly text: string;
  readonly requestAttributes: Readonly<Record<string, string>>;
  readonly sessionState?: { readonly sessionAttributes: Readonly<Record<string, string>> };
}

const Slot = /* @__PURE__ */ droppable(() =>
  z.looseObject({
    value: z.nullish(
      z.looseObject({
        originalValue: z.nullish(z.string()),
        interpretedValue: z.nullish(z.string()),
        resolvedValues: z.nullish(z.array(z.string())),
      }),
    ),
  }),
);

const Intent = /* @__PURE__ */ droppable(() =>
  z.looseObject({
    name: z.nullish(z.string()),
    state: z.nullish(z.string()),
    slots: z.nullish(z.record(z.string(), z.nullish(Slot))),
  }),
);

/**
 * What a turn came back with: the answer of RecognizeText.
 *
 * ```json
 * { "messages": [{ "contentType": "PlainText", "content": "For which account?" }],
 *   "sessionId": "3f5a…:ana:0c1d2e3f4a5b6c7d",
 *   "sessionState": { "dialogAction": { "type": "ElicitSlot", "slotToElicit": "AccountType" },
 *     "intent": { "name": "CheckBalance", "state": "InProgress", "slots": { "AccountType": null } } },
 *   "interpretations": [{ "intent": { "name": "CheckBalance" }, "nluConfidence": { "score": 0.9 } }] }
 * ```
 *
 * `messages` may be absent (a Close without a closing response), `sessionState.intent` too (ElicitIntent), slots and
 * interpreted values may be null, unknown members may appear (`docs/facts.md` §5). Only what the bridge reads is judged.
 */
export const TurnResult = /* @__PURE__ */ droppable(() =>
  z.looseObject({
    messages: z.nullish(z.array(LexMessage)),
    sessionId: z.nullish(z.string()),
    sessionState: z.nullish(
      z.looseObject({
        dialogAction: z.nullish(z.looseObject({ type: z.nullish(z.string()), slotToElicit: z.nullish(z.string()) })),
        intent: z.nullish(Intent),
        sessionAttributes: z.nullish(z.record(z.string(), z.nullish(z.string()))),
        originatingRequestId: z.nullish(z.string()),
      }),
    ),
    interpretations: z.nullish(z.array(z.looseObject({}))),
    requestAttributes: z.nullish(z.record(z.string(), z.nullish(z.string()))),
  }),
);
export type TurnResult = z.infer<typeof TurnResult>;
