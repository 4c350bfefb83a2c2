// The function of the export of JavaLambdaBot: a test drive is on workdays only, and a search says what is there.
const value = (slot) => slot?.value.interpretedValue;
const answer = (intent, dialogAction, content) => ({
  sessionState: { intent, dialogAction },
  messages: content === undefined ? [] : [{ contentType: "PlainText", content }],
});

/** A Lex V2 code hook. Its name is not `handler`, as functions often name it. */
export async function lambdaHandler({ invocationSource, sessionState: { intent } }) {
  const { name, slots } = intent;
  if (invocationSource === "DialogCodeHook") {
    const date = value(slots.date);
    if (name !== "BookTestDrive" || date === undefined || new Date(date).getUTCDay() !== 0) {
      return answer(intent, { type: "Delegate" });
    }
    const without = { ...intent, slots: { ...slots, date: null } };
    return answer(without, { type: "ElicitSlot", slotToElicit: "date" }, "We are closed on Sundays. What other day?");
  }
  const done = { ...intent, state: "Fulfilled" };
  if (name === "VehicleInventorySearch") {
    return answer(done, { type: "Close" }, `We have three of them: ${value(slots.make)} ${value(slots.vehicleType)}.`);
  }
  if (name === "FallbackIntent") return answer(done, { type: "Close" }, "I can only help with cars.");
  return answer(done, { type: "Delegate" });
}
