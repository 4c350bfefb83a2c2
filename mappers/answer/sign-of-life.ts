import type { OutgoingMessage } from "../shapes/outgoing-message.ts";

/** Where a sign of life is shown, to whom, and the token by which Chime takes it once. */
export type SignAddress = Pick<
  OutgoingMessage,
  "ChannelArn" | "ChimeBearer" | "ClientRequestToken" | "SubChannelId" | "Target"
>;

/**
 * That the bot types, as AWS's chat demo tells it (amazon-chime-sdk, apps/chat): a message that no flow sees and no channel keeps. Chime defines no
 * such message, so what a client makes of it is the client's own (`docs/facts.md` §9).
 */
export function addressToTyping(address: SignAddress): OutgoingMessage {
  return { ...address, Content: '{"Typing":"Indicator"}', Type: "CONTROL", Persistence: "NON_PERSISTENT" };
}
