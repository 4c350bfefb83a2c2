// The function of the export ReminderBot, in TypeScript: calls are made in office hours only.
interface Slot {
  readonly value: { readonly interpretedValue?: string };
}
interface Intent {
  readonly name: string;
  readonly slots: Readonly<Record<string, Slot | null>>;
  readonly state: string;
}
interface Call {
  readonly invocationSource: string;
  readonly invocationLabel?: string;
  readonly sessionState: { readonly intent: Intent };
}

/** A Lex V2 code hook. */
export async function handler({ invocationSource, invocationLabel = "", sessionState: { intent } }: Call) {
  const time = intent.slots["Time"]?.value.interpretedValue;
  if (invocationLabel === "CallIntent_TimeSlot_ValidationCodeHook" && time !== undefined && time >= "17:00") {
    return {
      sessionState: {
        intent: { ...intent, slots: { ...intent.slots, Time: null } },
        dialogAction: { type: "ElicitSlot", slotToElicit: "Time" },
      },
      messages: [{ contentType: "PlainText", content: "Nobody is here after five. What other time?" }],
    };
  }
  const state = invocationSource === "FulfillmentCodeHook" ? "Fulfilled" : intent.state;
  return { sessionState: { intent: { ...intent, state }, dialogAction: { type: "Delegate" } } };
}
