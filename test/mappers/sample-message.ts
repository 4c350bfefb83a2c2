import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";

export const APP_ARN = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a";
export const BOT_ARN = `${APP_ARN}/bot/c7b1d2e3`;
export const USER_ARN = `${APP_ARN}/user/ana`;
export const CHANNEL_ARN = `${APP_ARN}/channel/3f5a`;

/** A channel message as a processor event carries it, with what a test is about in place of the usual. */
export function sampleMessage(about: Partial<ChannelMessage> = {}): ChannelMessage {
  return {
    MessageId: "6e4f7c2a",
    ChannelArn: CHANNEL_ARN,
    Content: "What is my balance?",
    Type: "STANDARD",
    Sender: { Arn: USER_ARN, Name: "Ana" },
    CreatedTimestamp: "2026-11-24T09:30:00.000Z",
    ...about,
  };
}
