// The scripted emulator's channels: messages, deliveries, and the messaging operations that the page uses.
import { randomUUID } from "node:crypto";
import { deliver } from "./scripted-delivery.mjs";

export function createChannel(world, tell, ms) {
  const channel = { messages: [], deliveries: [], tell, bot: { Arn: world.bot.arn, Name: world.bot.name }, add };
  let refusal;

  function add(message) {
    const now = new Date().toISOString();
    const ids = { ChannelArn: world.channelArn, MessageId: randomUUID(), Type: "STANDARD", Persistence: "PERSISTENT" };
    const added = { ...ids, CreatedTimestamp: now, LastUpdatedTimestamp: now, ...message };
    channel.messages.push(added);
    tell("message", added);
    return added;
  }

  /** `request` is `{ method, path, query, bearer, body }`; resolves to status and body. */
  async function answer({ method, path, query, bearer, body }) {
    if (refusal !== undefined) return [400, { Code: "BadRequest", Message: refusal }];
    const [, ChannelArn, messageId] = path.match(/^\/channels\/([^/]+)\/messages(?:\/([^/]+))?$/)?.map(decoded) ?? [];
    const sender = [...world.users, ...world.bots].find(({ arn }) => arn === bearer);
    if (ChannelArn === undefined) return [404, { Message: `Nothing at ${path}` }];
    if (sender === undefined) return [403, { Code: "Forbidden", Message: "Not a member." }];
    if (messageId === undefined) {
      const { ClientRequestToken: _, ...sent } = body;
      const message = add({
        ...sent,
        ChannelArn,
        Sender: { Arn: sender.arn, Name: sender.name },
        Status: status(sent),
      });
      if (sent.Type === "STANDARD") void deliver(message, channel, ms);
      return [201, { MessageId: message.MessageId }];
    }
    const message = channel.messages.find(({ MessageId }) => MessageId === messageId);
    if (message === undefined) return [404, { Message: "There is no such message." }];
    if (method === "PUT")
      Object.assign(message, body, { LastEditedTimestamp: new Date().toISOString(), Status: status(body) });
    if (query === "operation=redact") Object.assign(message, { Redacted: true, Content: "" });
    if (method === "DELETE") {
      channel.messages = channel.messages.filter((one) => one !== message);
      tell("removed", { MessageId: messageId, ChannelArn });
      return [204];
    }
    tell("message", message);
    if (method === "PUT") void deliver(message, channel, ms);
    return [200, { MessageId: messageId }];
  }

  return {
    channel,
    answer,
    reset: () => Object.assign(channel, { messages: [], deliveries: [] }),
    refuse: (text) => {
      refusal = text;
    },
  };
}

function decoded(text) {
  return text === undefined ? undefined : decodeURIComponent(text);
}

function status({ Type }) {
  return { Value: Type === "CONTROL" ? "SENT" : "PENDING" };
}
