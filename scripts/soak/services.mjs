// Between the processors and the services: an echoing Lex of its own, and Chime and DynamoDB passed on, each with its faults.
import { Agent, createServer } from "node:http";
import { drawFault, RATES } from "./chance.mjs";
import { textsOf } from "./ledger.mjs";
import { bodyOf, CHIME, LEX, passOn, refuse, spoil, TABLE, wait } from "./wire.mjs";

export async function startServices({ emulator, table, chance, ledger, tally, isReply }) {
  const agent = new Agent({ keepAlive: true });

  /** The fault that strikes a message's nth call of an operation, if one does: by the message's own chance. */
  function faultFor(messageId, operation) {
    const nth = ledger.nth(messageId, operation);
    const { number } = ledger.of(messageId);
    const fault = drawFault(chance(number, operation, nth));
    if (fault) {
      tally.faults[`${operation} ${fault}`] = (tally.faults[`${operation} ${fault}`] ?? 0) + 1;
      ledger.of(messageId).faults.add(`${operation} ${fault}`);
    }
    return { fault, nth };
  }

  async function turn(body, response) {
    const { text, requestAttributes } = JSON.parse(body);
    const messageId = requestAttributes["CHIME.message.id"];
    const message = ledger.of(messageId);
    const { fault, nth } = faultFor(messageId, "lex");
    if (refuse(fault, response, LEX)) return undefined;
    message.turns++;
    if (chance(message.number, "never", nth) < RATES.never) {
      message.faults.add("lex never");
      tally.faults["lex never"] = (tally.faults["lex never"] ?? 0) + 1;
      return undefined;
    }
    await wait(1 + 499 * chance(message.number, "latency", nth));
    if (spoil(fault, response)) return undefined;
    const messages = (isReply ? textsOf(text) : [`You said ${text}`]).map((content) => ({
      contentType: "PlainText",
      content,
    }));
    const sessionState = { dialogAction: { type: "Close" }, intent: { name: "Echo", state: "Fulfilled", slots: {} } };
    return response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ messages, sessionState }));
  }

  /** A call of Chime's, passed on; `done` is told when it was taken. */
  async function chime(incoming, body, response, { messageId, operation, done }) {
    const { fault } = faultFor(messageId, operation);
    if (refuse(fault, response, CHIME)) return undefined;
    const answer = await passOn(agent, emulator, incoming, body);
    if (answer.status < 300) done?.();
    if (spoil(fault, response)) return undefined;
    return response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  function callback(incoming, body, response) {
    const { ChannelMessage } = JSON.parse(body);
    const own = ledger.partOf(ChannelMessage.Metadata);
    const messageId = own ? own.messageId : ChannelMessage.MessageId;
    const message = ledger.of(messageId);
    if (own) message.passed[ChannelMessage.MessageId] ??= [];
    const accepted = own ? message.passed[ChannelMessage.MessageId] : message.accepted;
    const done = () => accepted.push(ChannelMessage.Content);
    return chime(incoming, body, response, { messageId, operation: own ? `pass ${own.part}` : "chime", done });
  }

  /** What the bot asks of a channel in `reply`: its message looked up, the parts listed, a part sent. */
  function channel(incoming, body, response) {
    const [path] = incoming.url.split("?");
    const id = path.match(/\/messages\/([^/]+)$/)?.[1];
    if (id) return chime(incoming, body, response, { messageId: decodeURIComponent(id), operation: "lookup" });
    if (incoming.method !== "POST") return passThrough(incoming, body, response);
    const { messageId, part } = ledger.partOf(JSON.parse(body).Metadata);
    return chime(incoming, body, response, { messageId, operation: `part ${part}` });
  }

  async function passThrough(incoming, body, response) {
    tally.lists++;
    const answer = await passOn(agent, emulator, incoming, body);
    return response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  async function database(incoming, body, response) {
    const { Key } = JSON.parse(body);
    const { fault } = faultFor(Key.id.S.split(":")[0], "table");
    if (refuse(fault, response, TABLE)) return undefined;
    const answer = await passOn(agent, table, incoming, body);
    if (spoil(fault, response)) return undefined;
    return response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  const server = createServer(async (incoming, response) => {
    try {
      const body = await bodyOf(incoming);
      if (incoming.headers["x-amz-target"]) await database(incoming, body, response);
      else if (incoming.url.endsWith("/text")) await turn(body, response);
      else if (incoming.url.includes("operation=channel-flow-callback")) await callback(incoming, body, response);
      else await channel(incoming, body, response);
    } catch {
      // The processor on the other side was killed, or its call was given up.
      response.destroy();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}
