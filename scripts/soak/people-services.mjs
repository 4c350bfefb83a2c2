// Between containers that serve people and the services: a Lex with sessions of its own, and Chime and DynamoDB passed on, each with its faults. Every
// request bears the trace of its invocation, so each is counted for whom it is about.
import { Agent, createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { textsOf } from "./ledger.mjs";
import { partOf } from "./people-ledger.mjs";
import { bodyOf, CHIME, LEX, passOn, refuse, spoil, TABLE, wait } from "./wire.mjs";

/**
 * How likely each fault strikes a call. Throttles of the bot's own calls are rare here, because a container that has just heard one shows no sign of life
 * for half a minute.
 */
const FAULT_RATES = {
  "lose-answer": 0.02,
  "throttle 400": 0.002,
  "refuse 408": 0.01,
  credentials: 0.01,
  "proxy-page": 0.01,
  unreadable: 0.01,
};
const THROTTLES = { lex: 0.03, callback: 0.03, claim: 0.03, pause: 0.03, welcome: 0.03 };

const LONG = 0.3;
const SLOW = 0.4;

/** What the bot says to a text, and whether it asks for a person. */
export function answerTo(text, chance) {
  const isAsking = text.startsWith("a person");
  const first = isAsking ? `I'm getting a colleague: ${text}` : `You said ${text}`;
  const texts = chance(text, "long") < LONG ? [first, ...textsOf(text)] : [first];
  return { texts, intent: isAsking ? "TalkToPerson" : "Echo" };
}

export const pauseIdOf = (channelArn) =>
  `pause:${channelArn.slice(channelArn.indexOf("app-instance/") + "app-instance/".length)}`;

export async function startPeopleServices({ emulator, table, chance, ledger, tally }) {
  const agent = new Agent({ keepAlive: true });
  const sessions = new Map();
  /** No faults any more; and no token of before is known, as days later. */
  const now = { isCalm: false, isLater: false };
  const count = (what, name) => {
    tally[what][name] = (tally[what][name] ?? 0) + 1;
  };

  function faultFor(attempt, operation) {
    const { subject } = attempt;
    const nth = ledger.nth(subject, operation);
    if (now.isCalm) return undefined;
    let least = THROTTLES[operation] ?? 0.002;
    const drawn = chance(subject.name, operation, nth);
    let fault = drawn < least ? "throttle" : undefined;
    for (const [name, rate] of Object.entries(FAULT_RATES)) {
      if (fault === undefined && drawn < least + rate) fault = name;
      least += rate;
    }
    if (fault) {
      count("faults", `${operation} ${fault}`);
      subject.faults.add(`${operation} ${fault}`);
    }
    return fault;
  }

  const json = (response, value) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));

  async function turn({ attempt, body, response, session }) {
    const { subject } = attempt;
    const { text } = JSON.parse(body);
    attempt.hasAsked = true;
    const fault = faultFor(attempt, "lex");
    if (refuse(fault, response, LEX)) return;
    subject.turns++;
    sessions.set(session, true);
    const isSlow = chance(subject.name, "slow") < SLOW;
    await wait((isSlow ? 600 : 100) * chance(subject.name, "latency") + (isSlow ? 300 : 1));
    if (spoil(fault, response)) return;
    const { texts, intent } = answerTo(text, chance);
    if (intent === "TalkToPerson") subject.askedAt ??= ledger.tick();
    const messages = texts.map((content) => ({ contentType: "PlainText", content }));
    json(response, {
      messages,
      sessionState: { dialogAction: { type: "Close" }, intent: { name: intent, state: "Fulfilled", slots: {} } },
    });
    ledger.answered(attempt);
  }

  /** A session that is there, or isn't; and one that begins with the welcome's intent. */
  async function sessionCall({ attempt, incoming, body, response, session }) {
    const fault = faultFor(attempt, "welcome");
    if (refuse(fault, response, LEX)) return;
    if (incoming.method === "GET") {
      if (spoil(fault, response)) return;
      if (sessions.has(session)) json(response, { sessionState: {} });
      else
        response
          .writeHead(404, { "x-amzn-errortype": "ResourceNotFoundException", "content-type": "application/json" })
          .end('{"message":"No session."}');
    } else {
      if (sessions.get(session) === "welcomed") tally.welcomeTurns++;
      sessions.set(session, "welcomed");
      const { requestAttributes } = JSON.parse(body);
      await wait(100 * chance(attempt.subject.name, "latency"));
      if (spoil(fault, response)) return;
      const content = `Welcome, ${requestAttributes["CHIME.sender.arn"].split("/").at(-1)}.`;
      const packed = (value) => gzipSync(JSON.stringify(value)).toString("base64");
      response
        .writeHead(200, {
          "content-type": "text/plain;charset=utf-8",
          "x-amz-lex-messages": packed([{ contentType: "PlainText", content }]),
          "x-amz-lex-session-state": packed({ intent: { name: "Welcome", state: "Fulfilled" } }),
        })
        .end();
    }
    ledger.answered(attempt);
  }

  /** A call of Chime's, passed on; `done` is told when it was taken. */
  async function chime({ attempt, incoming, body, response }, operation, done = () => {}) {
    const fault = faultFor(attempt, operation);
    if (refuse(fault, response, CHIME)) return;
    const answer = await passOn(agent, emulator, incoming, body);
    if (answer.status < 300) done();
    if (spoil(fault, response)) return;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  function callback(call) {
    const { subject, isOwn, channelArn, createdAt } = call.attempt;
    return chime(call, isOwn ? "pass" : "callback", () => {
      if (!isOwn) subject.isAccepted = true;
      if (subject.isAgents && !isOwn) ledger.passed(subject, ledger.roomOf(pauseIdOf(channelArn)), createdAt);
    });
  }

  /** What the bot asks of a channel: its message looked up, the parts listed, something sent or edited. */
  function channel(call) {
    const { attempt, incoming, body } = call;
    const [path] = incoming.url.split("?");
    if (incoming.method === "GET") return chime(call, path.endsWith("/messages") ? "list" : "lookup");
    const room = ledger.roomOf(pauseIdOf(decodeURIComponent(path.match(/\/channels\/([^/]+)/)[1])));
    const { Content, Metadata, Type } = JSON.parse(body);
    const isEdit = incoming.method === "PUT";
    const mark = partOf(Metadata);
    if (isEdit && mark.parts === 0) {
      tally.emptied++;
      return chime(call, "empty");
    }
    const subject = mark ? ledger.byMark(mark.reply) : attempt.subject;
    const part = Type === "CONTROL" ? "typing" : mark.part === 0 ? "placeholder" : mark.part;
    if (!subject) throw new Error(`Nobody knows what this answers: ${Content}`);
    const said = ledger.speaks(attempt, room, { subject, part });
    const operation = isEdit ? "edit" : typeof part === "number" ? (subject.isWelcome ? "greeting" : "part") : part;
    const sent = now.isLater && !isEdit ? { ...call, body: withOtherToken(body) } : call;
    return chime(sent, operation, () => {
      count("said", isEdit ? "edits" : operation);
      ledger.landed(attempt, room, { subject, part, said });
    });
  }

  async function database({ attempt, incoming, body, response }) {
    const asked = ledger.tick();
    const { Key, ExpressionAttributeValues: values = {} } = JSON.parse(body);
    const id = Key.id.S;
    const isPause = id.startsWith("pause:");
    const isRead = incoming.headers["x-amz-target"].endsWith("GetItem");
    const fault = faultFor(attempt, isPause ? "pause" : "claim");
    if (refuse(fault, response, TABLE)) return;
    const answer = await passOn(agent, table, incoming, body);
    const isTaken = answer.status === 200;
    const { Item, Attributes } = isTaken ? JSON.parse(answer.body) : {};
    const room = isPause ? ledger.roomOf(id) : undefined;
    if (isPause && isTaken && !isRead) {
      ledger.wrote(room, Attributes);
      count("pauses", values[":resumed"] ? "resumes" : values[":by"] ? `pauses by ${values[":reason"].S}` : "extended");
      if (values[":by"]?.S === attempt.subject.own) attempt.subject.hasPaused = true;
    }
    // What is remembered or finished here was decided before: no later pause is a reason for it.
    if (!isPause && isTaken && (values[":answer"] || values[":sent"])) attempt.subject.decidedAt = ledger.tick();
    if (!isPause && isTaken && values[":answer"]) {
      const { pause } = JSON.parse(values[":answer"].S);
      const owner = pause && ledger.bySubject(attempt.subject.name);
      if (owner) owner.promised = pause;
    }
    if (spoil(fault, response)) return;
    // Before the function can act upon it.
    if (isPause && isTaken && isRead) {
      const isPausedNow =
        Item?.state.S === "paused" && Number(Item.until.N) > Date.now() + (now.isLater ? now.aheadMs : 0);
      ledger.read(attempt, room, { asked, item: Item, isPausedNow });
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
    if (isPause && isTaken && !isRead) ledger.acknowledged(attempt, room, { asked, item: Attributes });
    if (isTaken && values[":sent"]) attempt.subject.finishedAt = Math.min(attempt.subject.finishedAt, ledger.tick());
  }

  const server = createServer(async (incoming, response) => {
    try {
      const body = await bodyOf(incoming);
      const attempt = ledger.attemptOf(incoming.headers["x-amzn-trace-id"]);
      const session = incoming.url.match(/\/sessions\/([^/?]+)/)?.[1];
      const call = { attempt, incoming, body, response, session };
      if (incoming.headers["x-amz-target"]) await database(call);
      else if (incoming.url.endsWith("/text")) await turn(call);
      else if (session) await sessionCall(call);
      else if (incoming.url.includes("operation=channel-flow-callback")) await callback(call);
      else await channel(call);
    } catch (error) {
      // The container on the other side was killed, or its call was given up; anything else is a fault of this stand.
      if (!["ECONNRESET", "ERR_STREAM_DESTROYED", "ERR_STREAM_PREMATURE_CLOSE", "EPIPE"].includes(error.code))
        tally.broken.push(error.stack);
      response.destroy();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    now,
    close: () => {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}

/** A token of the same length that nobody has used. */
function withOtherToken(body) {
  const read = JSON.parse(body);
  return Buffer.from(JSON.stringify({ ...read, ClientRequestToken: `z${read.ClientRequestToken.slice(1)}` }));
}
