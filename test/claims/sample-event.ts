/** A message that the bot answers, as an event without what can be left out. */
export const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/a";
export const event = {
  CallbackId: "c".repeat(36),
  ChannelMessage: {
    MessageId: "m1",
    ChannelArn: `${APP}/channel/b`,
    Content: "Hello",
    Sender: { Arn: `${APP}/user/u` },
  },
};
