import * as z from "zod/mini";
import { atMost } from "../../../../mappers/shapes/at-most.ts";
import {
  BUTTON_TEXT_MAX,
  CARD_BUTTONS_MAX,
  CARD_TEXT_MAX,
  LEX_CONTENT_MAX,
  LEX_MESSAGES_MAX,
} from "../../../../mappers/shapes/limits.ts";
import { MESSAGE_KINDS, type MessageKind } from "../../../../mappers/text/message-kinds.ts";

/** The shapes that callers and code hooks send, with every constraint of the runtime's service model (API_runtime_SessionState and below). */
const text = (min: number, max = Number.MAX_SAFE_INTEGER) => z.string().check(z.minLength(min), atMost(max));
const NonEmpty = text(1);

export const StringMap = z.record(NonEmpty, z.string());

const Card = z.looseObject({
  title: text(1, CARD_TEXT_MAX),
  subtitle: z.nullish(text(1, CARD_TEXT_MAX)),
  imageUrl: z.nullish(text(1, CARD_TEXT_MAX)),
  buttons: z.nullish(
    z
      .array(z.looseObject({ text: text(1, BUTTON_TEXT_MAX), value: text(1, BUTTON_TEXT_MAX) }))
      .check(z.maxLength(CARD_BUTTONS_MAX)),
  ),
});

/** API_runtime_Message, with so long a `content` at most. */
function messagesOf(contentMax: number) {
  return z
    .array(
      z.looseObject({
        contentType: z.enum(Object.keys(MESSAGE_KINDS) as MessageKind[]),
        content: z.nullish(text(1, contentMax)),
        imageResponseCard: z.nullish(Card),
      }),
    )
    .check(z.maxLength(LEX_MESSAGES_MAX));
}
export const Messages = messagesOf(LEX_CONTENT_MAX);

/**
 * What code hooks say. Functions of public bots answer 2,700 to 8,000 characters in a message; whether Lex refuses what is over its model's
 * 1,024 is unknown (`docs/facts.md` §6).
 */
const HOOK_CONTENT_MAX = 8_000;
export const HookMessages = messagesOf(HOOK_CONTENT_MAX);

/** API_runtime_Slot, as it is sent. */
export interface SentSlot {
  readonly value?: SentValue | null | undefined;
  readonly shape?: "Scalar" | "List" | "Composite" | null | undefined;
  readonly values?: readonly (SentSlot | null)[] | null | undefined;
  readonly subSlots?: Readonly<Record<string, SentSlot | null | undefined>> | null | undefined;
}

export interface SentValue {
  readonly originalValue?: string | null | undefined;
  readonly interpretedValue?: string | null | undefined;
  readonly resolvedValues?: readonly string[] | null | undefined;
}

const Shape = z.enum(["Scalar", "List", "Composite"]);

/** `open`: a value may lack its interpretedValue. The model requires it, but a hook sends back what it was given. */
function slotOf(open: boolean): z.ZodMiniType<SentSlot> {
  const Slot: z.ZodMiniType<SentSlot> = z.lazy(() =>
    z.looseObject({
      value: z.nullish(
        z.looseObject({
          originalValue: z.nullish(NonEmpty),
          interpretedValue: open ? z.nullish(NonEmpty) : NonEmpty,
          resolvedValues: z.nullish(z.array(NonEmpty)),
        }),
      ),
      shape: z.nullish(Shape),
      values: z.nullish(z.array(z.nullable(Slot))),
      subSlots: z.nullish(z.record(NonEmpty, z.nullish(Slot))),
    }),
  );
  return Slot;
}

export interface SubSlotToElicit {
  readonly name: string;
  readonly subSlotToElicit?: SubSlotToElicit | null | undefined;
}
const SubSlot: z.ZodMiniType<SubSlotToElicit> = z.lazy(() =>
  z.looseObject({ name: NonEmpty, subSlotToElicit: z.nullish(SubSlot) }),
);

export const WireDialogAction = z.looseObject({
  type: z.enum(["Close", "ConfirmIntent", "Delegate", "ElicitIntent", "ElicitSlot", "None"]),
  slotToElicit: z.nullish(NonEmpty),
  slotElicitationStyle: z.nullish(z.enum(["Default", "SpellByLetter", "SpellByWord"])),
  subSlotToElicit: z.nullish(SubSlot),
});

/** `open`: a name may hold hyphens, as a bot's own may (API_OutputContext). The runtime's model has none, but a hook sends back what it was given. */
function contextsOf(open: boolean) {
  const Context = z.looseObject({
    name: text(1, 100).check(z.regex(open ? /^([A-Za-z0-9][_-]?)+$/ : /^([A-Za-z0-9]_?)+$/)),
    timeToLive: z.looseObject({
      timeToLiveInSeconds: z.int().check(z.minimum(5), z.maximum(86_400)),
      turnsToLive: z.int().check(z.minimum(1), z.maximum(20)),
    }),
    contextAttributes: z
      .record(text(1, 100), text(1, LEX_CONTENT_MAX))
      .check(z.refine((attributes) => Object.keys(attributes).length <= 10, "over 10 attributes")),
  });
  return z.array(Context).check(z.maxLength(20));
}
export const ActiveContexts = contextsOf(false);

export interface Hints {
  readonly runtimeHintValues?: readonly { readonly phrase: string }[] | null | undefined;
  readonly subSlotHints?: Readonly<Record<string, Hints>> | null | undefined;
}
const Name = text(1, 100).check(z.regex(/^([0-9a-zA-Z][_-]?)+$/));
/** They are checked, and of no other use: the matcher takes no hints. */
const HintDetails: z.ZodMiniType<Hints> = z.lazy(() =>
  z.looseObject({
    runtimeHintValues: z.nullish(
      z.array(z.looseObject({ phrase: text(1, 140) })).check(z.minLength(1), z.maxLength(100)),
    ),
    subSlotHints: z.nullish(z.record(Name, HintDetails)),
  }),
);

function intentOf(open: boolean) {
  return z.looseObject({
    name: NonEmpty,
    slots: z.nullish(z.record(NonEmpty, z.nullish(slotOf(open)))),
    state: z.nullish(
      z.enum(["Failed", "Fulfilled", "FulfillmentInProgress", "InProgress", "ReadyForFulfillment", "Waiting"]),
    ),
    confirmationState: z.nullish(z.enum(["Confirmed", "Denied", "None"])),
  });
}
const SentIntent = intentOf(false);
export type SentIntent = z.infer<typeof SentIntent>;

const members = {
  sessionAttributes: z.nullish(StringMap),
  activeContexts: z.nullish(ActiveContexts),
  originatingRequestId: z.nullish(NonEmpty),
  runtimeHints: z.nullish(z.looseObject({ slotHints: z.nullish(z.record(Name, z.record(Name, HintDetails))) })),
};

/** API_runtime_SessionState as callers send it. */
export const SessionState = z.looseObject({
  ...members,
  dialogAction: z.nullish(WireDialogAction),
  intent: z.nullish(SentIntent),
});
export type SessionState = z.infer<typeof SessionState>;

/** As a code hook answers it: the dialog action is required. */
export const HookState = z.looseObject({
  ...members,
  activeContexts: z.nullish(contextsOf(true)),
  dialogAction: WireDialogAction,
  intent: z.nullish(intentOf(true)),
});
