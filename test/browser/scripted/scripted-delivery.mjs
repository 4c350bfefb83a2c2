// Walks one message through the flow as its script says, telling every step as the emulator does.
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { scripted } from "./scripted-replies.mjs";

const SESSION_ID = "3f5a1b2c-emulated:ana:0c1d2e3f4a5b6c7d";

/** `channel` holds messages and deliveries, and tells of each change. `ms` is how long each step takes. */
export async function deliver(message, channel, ms) {
  const plan = scripted(message.Content);
  const said = message.Content;
  const event = {
    EventType: "CHANNEL_MESSAGE_EVENT",
    CallbackId: randomUUID(),
    ChannelMessage: { ...message, Status: undefined, Target: undefined, MessageAttributes: undefined },
  };
  const delivery = {
    messageId: message.MessageId,
    callbackId: event.CallbackId,
    at: Date.now(),
    event,
    invocations: [],
    turns: [],
    callbacks: [],
  };
  channel.deliveries.push(delivery);
  channel.tell("delivery", delivery);
  if (plan.hang) return;
  await wait(ms);
  if (plan.turn) {
    const at = Date.now();
    await wait(ms);
    delivery.turns.push({ request: turnRequest(message, said), at, ms: Date.now() - at, ...plan.turn });
    channel.tell("delivery", delivery);
  }
  if (plan.send) {
    call(delivery, message, { Content: said }, channel);
    for (const part of plan.send) {
      const [{ Content, ContentType }, { MessageAttributes }] = [part, attributes(plan.intent, message.MessageId)];
      const target = message.Target && { Target: [{ MemberArn: message.Sender.Arn }] };
      channel.add({
        Content,
        ContentType,
        MessageAttributes,
        ...target,
        Sender: channel.bot,
        Status: { Value: "SENT" },
      });
    }
  } else if (plan.write || plan.drop || plan.echo) {
    const input = { Metadata: JSON.stringify({ "CHIME.LEX.input": said }) };
    const written = plan.write
      ? { ...plan.write, ...input, ...attributes(plan.intent, message.MessageId) }
      : { Content: said };
    const callback = call(delivery, message, plan.drop ? undefined : written, channel);
    if (plan.twice) {
      const why = "You do not have permission to access this resource.";
      const refused = { status: 403, name: "ForbiddenException", message: why };
      delivery.callbacks.push({ callback, at: Date.now() + 139, refused });
    }
  }
  const invocation = { at: delivery.at, ms: Date.now() - delivery.at, ...ended(plan, message, delivery) };
  delivery.invocations.push(invocation);
  if (plan.twice) {
    const again = { ...invocation.result, outcome: "settled" };
    delivery.invocations.push({ ...invocation, at: delivery.at + 139, result: again });
  }
  channel.tell("delivery", delivery);
}

function turnRequest(message, text) {
  return {
    botId: "BANKBOT001",
    botAliasId: "TSTALIASID",
    localeId: "en_US",
    sessionId: SESSION_ID,
    text,
    requestAttributes: {
      "CHIME.channel.arn": message.ChannelArn,
      "CHIME.sender.arn": message.Sender.Arn,
      "CHIME.message.id": message.MessageId,
    },
  };
}

/** Calls back with what is to be written, or to drop the message. */
function call(delivery, message, written, channel) {
  const callback = {
    CallbackId: delivery.callbackId,
    ChannelArn: message.ChannelArn,
    ...(written ? {} : { DeleteResource: true }),
    ChannelMessage: { MessageId: message.MessageId, ...written },
  };
  delivery.callbacks.push({ callback, at: Date.now() });
  Object.assign(message, written, { Status: { Value: written ? "SENT" : "DENIED" } });
  channel.tell("message", message);
  return callback;
}

function ended(plan, message, delivery) {
  if (plan.thrown) return { error: plan.thrown };
  if (plan.foreign) return { result: plan.foreign };
  const { outcome, verdict, trace, error, lookup, sent, losses = [], warnings = [] } = plan;
  return {
    result: {
      outcome,
      messageId: message.MessageId,
      channelArn: message.ChannelArn,
      verdict,
      trace: lookup ? [...trace, { step: "lookup", pass: true, because: lookup }] : trace,
      sessionId: SESSION_ID,
      timings: { gate: 0.4, lex: delivery.turns[0]?.ms ?? 0, callback: 2.1 },
      losses,
      retries: { lex: 0, callback: 0 },
      warnings,
      ...(sent ? { sent } : {}),
      ...(error ? { error } : {}),
    },
  };
}

function attributes(intent, messageId) {
  if (intent === undefined) return {};
  const value = (text) => ({ StringValues: [text] });
  return {
    MessageAttributes: {
      "CHIME.LEX.sessionState.intent.name": value(intent.name),
      "CHIME.LEX.sessionState.intent.state": value(intent.state),
      "CHIME.LEX.sessionState.originatingRequestId": value(messageId),
      "CHIME.LEX.sessionState.sessionId": value(SESSION_ID),
    },
  };
}
