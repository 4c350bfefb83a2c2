// What a user of the two SDKs writes from their documentation, with the clients as they come. It is what the bridge is held against.
import { ChannelFlowCallbackCommand, ChimeSDKMessagingClient } from "@aws-sdk/client-chime-sdk-messaging";
import { LexRuntimeV2Client, RecognizeTextCommand } from "@aws-sdk/client-lex-runtime-v2";

const lex = new LexRuntimeV2Client({});
const chime = new ChimeSDKMessagingClient({});

export const handler = async (event) => {
  const { CallbackId, ChannelMessage: message } = event;
  const sender = message.Sender.Arn.split("/").pop();
  const result = await lex.send(
    new RecognizeTextCommand({
      botId: process.env.BOT_ID,
      botAliasId: process.env.BOT_ALIAS_ID,
      localeId: "en_US",
      sessionId: sender,
      text: message.Content,
    }),
  );
  const Messages = (result.messages ?? []).map(({ content, contentType, imageResponseCard: card }) => ({
    Content: content,
    ContentType: contentType,
    ImageResponseCard: card && {
      Title: card.title,
      Subtitle: card.subtitle,
      ImageUrl: card.imageUrl,
      Buttons: card.buttons?.map(({ text, value }) => ({ Text: text, Value: value })),
    },
  }));
  const intent = result.sessionState?.intent;
  await chime.send(
    new ChannelFlowCallbackCommand({
      CallbackId,
      ChannelArn: message.ChannelArn,
      ChannelMessage: {
        MessageId: message.MessageId,
        Content: JSON.stringify({ Messages }),
        ContentType: "application/amz-chime-lex-msgs",
        Metadata: message.Metadata,
        MessageAttributes: {
          "CHIME.LEX.sessionState.intent.name": { StringValues: [intent?.name] },
          "CHIME.LEX.sessionState.intent.state": { StringValues: [intent?.state] },
          "CHIME.LEX.sessionState.originatingRequestId": { StringValues: [message.MessageId] },
          "CHIME.LEX.sessionState.sessionId": { StringValues: [sender] },
        },
      },
    }),
  );
};
