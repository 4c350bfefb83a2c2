// A stand-in for the emulator's server with scripted deliveries: it reaches states on demand that a real bot rarely shows.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { scripted } from "./scripted-replies.mjs";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e2c1a-3b4f-4c5d-8e6f-7a8b9c0d1e2f";
const user = (id, name) => ({ arn: `${APP}/user/${id}`, name });
const INFO = {
  channelArn: `${APP}/channel/3f5a1b2c-emulated`,
  bot: { arn: `${APP}/bot/bank-bot`, name: "Bank bot" },
  users: [user("ana", "Ana"), user("ben", "Ben")],
  lexBots: [
    {
      name: "BankBot",
      botId: "BANKBOT001",
      aliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID",
      locales: ["en_US"],
      utterances: ["What is my balance?", "Transfer {Amount}", "Hello", "Talk to a person", "Open an account"],
      notes: ["The fulfilment hook of CheckBalance is not run: it answers with its closing response."],
    },
  ],
  processor: "dist/lambda/index.cjs",
  version: "0.1.0",
};

/** Starts it on a free port of 127.0.0.1 (or the given one). `ms` is how long each step takes. */
export async function startScriptedEmulator({ page, port = 0, ms = 10 }) {
  const html = await readFile(page);
  const streams = new Set();
  let messages = [];
  let deliveries = [];
  let refusal;
  let failing;

  const tell = (name, data) => {
    for (const stream of streams) stream.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  };

  async function deliver(message) {
    const plan = scripted(message.Content);
    const said = message.Content;
    const event = {
      EventType: "CHANNEL_MESSAGE_EVENT",
      CallbackId: randomUUID(),
      ChannelMessage: { ...message, Status: undefined, ChannelArn: INFO.channelArn },
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
    deliveries.push(delivery);
    tell("delivery", delivery);
    if (plan.hang) return;
    await wait(ms);
    if (plan.turn) {
      const at = Date.now();
      const sessionId = "3f5a1b2c-emulated:ana:0c1d2e3f4a5b6c7d";
      await wait(ms);
      delivery.turns.push({
        request: {
          botId: "BANKBOT001",
          botAliasId: "TSTALIASID",
          localeId: "en_US",
          sessionId,
          text: said,
          requestAttributes: {
            "CHIME.channel.arn": INFO.channelArn,
            "CHIME.sender.arn": message.Sender.Arn,
            "CHIME.message.id": message.MessageId,
          },
        },
        at,
        ms: Date.now() - at,
        ...plan.turn,
      });
      tell("delivery", delivery);
    }
    if (plan.write || plan.drop || plan.echo) {
      const written = plan.write
        ? {
            ...plan.write,
            Metadata: JSON.stringify({ "CHIME.LEX.input": said }),
            ...attributes(plan.intent, message.MessageId),
          }
        : { Content: said };
      const callback = {
        CallbackId: event.CallbackId,
        ChannelArn: INFO.channelArn,
        ...(plan.drop ? { DeleteResource: true } : {}),
        ChannelMessage: { MessageId: message.MessageId, ...(plan.drop ? {} : written) },
      };
      delivery.callbacks.push({ callback, at: Date.now() });
      if (!plan.drop) Object.assign(message, written);
      message.Status = { Value: plan.drop ? "DENIED" : "SENT" };
      tell("message", message);
      if (plan.twice) {
        const refused = {
          status: 403,
          name: "ForbiddenException",
          message: "You do not have permission to access this resource.",
        };
        delivery.callbacks.push({ callback, at: Date.now() + 139, refused });
      }
    }
    const invocation = { at: delivery.at, ms: Date.now() - delivery.at };
    if (plan.thrown) invocation.error = plan.thrown;
    else if (plan.foreign) invocation.result = plan.foreign;
    else {
      const { outcome, verdict, trace, error, losses = [], warnings = [] } = plan;
      invocation.result = {
        outcome,
        messageId: message.MessageId,
        channelArn: INFO.channelArn,
        verdict,
        trace,
        sessionId: "3f5a1b2c-emulated:ana:0c1d2e3f4a5b6c7d",
        timings: { gate: 0.4, lex: delivery.turns[0]?.ms ?? 0, callback: 2.1 },
        losses,
        retries: { lex: 0, callback: 0 },
        warnings,
        ...(error ? { error } : {}),
      };
    }
    delivery.invocations.push(invocation);
    if (plan.twice)
      delivery.invocations.push({
        ...invocation,
        at: delivery.at + 139,
        result: { ...invocation.result, outcome: "settled" },
      });
    tell("delivery", delivery);
  }

  const server = createServer(async (request, response) => {
    const json = (status, body) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const route = `${request.method} ${request.url}`;
    if (route === failing) {
      failing = undefined;
      return json(503, { message: "Starting." });
    }
    if (route === "GET /") return response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
    if (route === "GET /_emulator/info") return json(200, INFO);
    if (route === "GET /_emulator/events") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(`retry: 300\nevent: snapshot\ndata: ${JSON.stringify({ messages, deliveries })}\n\n`);
      streams.add(response);
      return request.on("close", () => streams.delete(response));
    }
    if (route === "POST /_emulator/reset") {
      messages = [];
      deliveries = [];
      tell("snapshot", { messages, deliveries });
      return json(200, {});
    }
    if (route === `POST /channels/${encodeURIComponent(INFO.channelArn)}/messages`) {
      let body = "";
      for await (const chunk of request) body += chunk;
      const { Content, Type, Persistence } = JSON.parse(body);
      if (refusal !== undefined) return json(400, { Code: "BadRequest", Message: refusal });
      const sender = INFO.users.find(({ arn }) => arn === request.headers["x-amz-chime-bearer"]);
      if (sender === undefined) return json(403, { Code: "Forbidden", Message: "Not a member." });
      const message = {
        MessageId: randomUUID(),
        Content,
        Sender: { Arn: sender.arn, Name: sender.name },
        Type,
        Persistence,
        CreatedTimestamp: new Date().toISOString(),
        Status: { Value: "PENDING" },
      };
      messages.push(message);
      tell("message", message);
      json(201, { MessageId: message.MessageId });
      return deliver(message);
    }
    json(404, { Message: `Nothing at ${request.url}` });
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    info: INFO,
    messages: () => messages,
    /** From now on every SendChannelMessage is refused with this text; undefined ends that. */
    refuse: (text) => {
      refusal = text;
    },
    /** Ends all event streams, as a restart does. */
    drop: () => {
      for (const stream of streams) stream.destroy();
    },
    /** The next request for this, as "GET /path", is answered with a 503. */
    failOnce: (route) => {
      failing = route;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
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
      "CHIME.LEX.sessionState.sessionId": value("3f5a1b2c-emulated:ana:0c1d2e3f4a5b6c7d"),
    },
  };
}
