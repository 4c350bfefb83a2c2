import { toWire } from "../../session/contexts.ts";
import type { ActiveIntent, WireIntent } from "../../session/session.ts";
import type { FilledSlot, Slots } from "../../slots/filled.ts";
import { interpretations } from "../interpretations.ts";
import { currentIntent, type Turn } from "../turn.ts";
import type { EventIntent, EventSlot, HookCall, ProposedNextState } from "./hook.ts";

type Invocation = Pick<HookCall, "invocationSource"> & {
  readonly label?: string | undefined;
  readonly proposed?: Omit<ProposedNextState, "intent"> | undefined;
};

/** The state of a turn as the bot's function gets to see it. */
export function turnToHookCall(turn: Turn, { invocationSource, label, proposed }: Invocation): HookCall {
  const { active } = currentIntent(turn);
  const { session, text } = turn;
  const intent = eventIntent(active);
  return {
    invocationSource,
    ...(label === undefined ? {} : { invocationLabel: label }),
    inputTranscript: text,
    interpretations: interpretations(turn).map(({ intent: interpreted, nluConfidence }) => ({
      intent: eventIntent(interpreted),
      interpretationSource: "Lex",
      ...(nluConfidence === undefined ? {} : { nluConfidence: nluConfidence.score }),
    })),
    ...(proposed === undefined ? {} : { proposedNextState: { ...proposed, intent } }),
    requestAttributes: turn.requestAttributes,
    sessionState: {
      sessionAttributes: session.attributes,
      activeContexts: toWire(session.contexts, turn.now),
      intent,
      originatingRequestId: turn.requestId,
    },
    transcriptions: [
      {
        transcription: text,
        transcriptionConfidence: 1,
        resolvedContext: { intent: active.name },
        resolvedSlots: Object.fromEntries(Object.entries(intent.slots).filter(([, slot]) => slot !== null)),
      },
    ],
  };
}

function eventIntent({ name, slots, state, confirmationState }: ActiveIntent | WireIntent): EventIntent {
  return {
    name,
    slots: eventSlots(slots),
    state: state ?? "InProgress",
    confirmationState: confirmationState ?? "None",
  };
}

function eventSlots(slots: Readonly<Slots>): Record<string, EventSlot | null> {
  return Object.fromEntries(
    Object.entries(slots).map(([name, slot]) => [name, slot === null ? null : eventSlot(slot)]),
  );
}

function eventSlot({ shape = "Scalar", value, values, subSlots }: FilledSlot): EventSlot {
  return {
    shape,
    ...(value === undefined ? {} : { value }),
    ...(values === undefined ? {} : { values: values.map(eventSlot) }),
    ...(subSlots === undefined ? {} : { subSlots: eventSlots(subSlots) }),
  };
}
