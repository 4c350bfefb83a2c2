// Each message is the first of somebody else.
import { eventOf as plainEventOf } from "../turns.mjs";

export function eventOf(number) {
  const { ChannelMessage, ...event } = plainEventOf(number);
  const Sender = { Arn: `${ChannelMessage.Sender.Arn}-${number}`, Name: "Ana" };
  return { ...event, ChannelMessage: { ...ChannelMessage, Sender } };
}
