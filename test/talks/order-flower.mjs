// The function of the export OrderFlower-repeat: it delegates, places the order once it is confirmed, and can say again what was asked.
const isConfirmed = ({ confirmationState }) => confirmationState === "Confirmed";

/** A Lex V2 code hook. */
export const handler = async ({ sessionState, proposedNextState }) => {
  const { intent, sessionAttributes } = sessionState;
  if (intent.name === "RepeatIntent" || intent.name === "FallbackIntent") {
    const content =
      intent.name === "RepeatIntent" && sessionAttributes.asked
        ? `I asked for: ${sessionAttributes.asked}.`
        : "I can order flowers.";
    return {
      sessionState: { intent: { ...intent, state: "Fulfilled" }, sessionAttributes, dialogAction: { type: "Close" } },
      messages: [{ contentType: "PlainText", content }],
    };
  }
  if (isConfirmed(intent)) {
    const flower = intent.slots.FlowerType.value.interpretedValue;
    return {
      sessionState: { intent: { ...intent, state: "Fulfilled" }, sessionAttributes, dialogAction: { type: "Close" } },
      messages: [{ contentType: "PlainText", content: `Your ${flower} are ordered.` }],
    };
  }
  const asked = proposedNextState?.dialogAction.slotToElicit ?? sessionAttributes.asked ?? "";
  return {
    sessionState: { intent, sessionAttributes: { ...sessionAttributes, asked }, dialogAction: { type: "Delegate" } },
  };
};
