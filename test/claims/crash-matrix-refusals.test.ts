import { beforeAll, describe, expect, it } from "vitest";
import { readReply } from "../../mappers/client/read-reply.ts";
import type { Emulator, FaultInput } from "../../tools/emulator/index.ts";
import type { Instead, Operation, Watch } from "./interposer.ts";
import { failed, helloTwice, makeReader, standReplying, UNKNOWN, UNKNOWN_TO_HER, WHOLE } from "./reply-stand.ts";
import { type Stand, stand } from "./stand.ts";

/** A call that is refused, or whose answer isn't the service's. */
interface Refusal {
  readonly fault: FaultInput;
  /** How the claims table does it, which the emulator's faults don't reach. */
  readonly table: Instead;
  /** Whether the table does what it was asked all the same. */
  readonly isDone?: true;
  /** What comes of a turn: the reply, or a failure with this code. */
  readonly ofTurn: "reply" | number;
}

const json = (status: number, name: string): Instead => ({
  status,
  contentType: "application/x-amz-json-1.0",
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: "No." }),
});
const PAGE: Instead = { status: 403, contentType: "text/html", body: "<!doctype html><title>Forbidden</title>" };
const HALF: Instead = { status: 200, contentType: "application/x-amz-json-1.0", body: '{"Attributes":{"id":{"S":"' };

const REFUSALS: Readonly<Record<string, Refusal>> = {
  "expired credentials": {
    fault: { name: "credentials", error: "ExpiredTokenException" },
    table: json(400, "ExpiredTokenException"),
    ofTurn: "reply",
  },
  "a wrong clock": {
    fault: { name: "credentials", error: "RequestExpired" },
    table: json(400, "RequestExpired"),
    ofTurn: "reply",
  },
  "a proxy's page": { fault: { name: "proxy-page", status: "403" }, table: PAGE, ofTurn: 500 },
  "a throttle told as 400": {
    fault: { name: "throttle", status: "400" },
    table: json(400, "ThrottlingException"),
    ofTurn: "reply",
  },
  "a 408": {
    fault: { name: "refuse", status: "408" },
    table: json(408, "RequestTimeoutException"),
    ofTurn: 504,
  },
  "a 200 that can't be read": {
    fault: { name: "unreadable", body: "half" },
    table: HALF,
    isDone: true,
    ofTurn: 500,
  },
};
const NAMES = Object.keys(REFUSALS);
const refusalOf = (name: string) => REFUSALS[name] ?? expect.fail(`There is no refusal ${name}.`);

/** The emulator's operation behind each of ours. */
const PORTS: Partial<Record<Operation, string>> = {
  turn: "lex",
  callback: "callback",
  pass: "callback",
  lookup: "getMessage",
  list: "listMessages",
  "part 1": "send",
  "part 2": "send",
};

/**
 * Refuses the next call of each of these operations, of one that stands twice the next two. `dies` is told as the answer of the first one
 * arrives, which the function then never gets.
 */
function refusing(name: string, operations: Operation[], emulator: () => Emulator, dies?: () => void): Watch {
  const { fault, table, isDone } = refusalOf(name);
  const left = operations;
  const struck = new Set<Operation>();
  let isAlive = true;
  const take = (seen: Operation) => {
    const at = left.indexOf(seen);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  return {
    before(seen) {
      const operation = PORTS[seen];
      if (operation === undefined) return !isDone && take(seen) ? table : undefined;
      if (!take(seen)) return undefined;
      struck.add(seen);
      emulator().namedFaults.add({ ...fault, operation, times: 1 });
      return undefined;
    },
    after(seen) {
      if (PORTS[seen] === undefined) return isDone && take(seen) ? table : undefined;
      if (!dies || !isAlive || !struck.has(seen)) return undefined;
      isAlive = false;
      dies();
      return "drop";
    },
  };
}

const MINUTE = 60_000;
const once = (channel: readonly unknown[]) => channel.map(() => 1);

describe("in replace, what every account sees costs nobody an answer", () => {
  /** Everything is said twice, the second time with the callback refused once more. */
  async function hello(name: string, operations: Operation[], { dies = false, count = 1 } = {}) {
    const watch = refusing(name, operations, () => stood.emulator, dies ? () => stood.processes[0]?.kill() : undefined);
    const stood: Stand = await stand(watch, count);
    try {
      const end = await helloTwice(stood, () => operations.push("callback"));
      // A refusal that never came would make every expectation a lie.
      expect(operations).toEqual([]);
      const [message] = stood.emulator.messages();
      return { ...end, reply: message && readReply(message), state: message?.Status.Value };
    } finally {
      await stood.close();
    }
  }
  const REPLY = { kind: "messages", intentName: "Welcome", input: "Hello" };
  const failure = (code: number) => ({ kind: "error", code, input: "Hello" });
  const ENDED = expect.stringMatching(/^(replied|settled)$/);

  it.concurrent.each(NAMES)(
    "%s, to every call but the turn: one turn, one callback, and no attempt fails, later ones included",
    async (name) => {
      const end = await hello(name, ["claim", "remember", "callback"]);
      expect(end.reply).toMatchObject(REPLY);
      expect(end).toMatchObject({ state: "SENT", turns: 1, accepted: [1], results: [ENDED, "settled"] });
    },
    MINUTE,
  );

  it.concurrent.each(NAMES)(
    "%s, to the turn: the reply or a failure, and never a second turn",
    async (name) => {
      const { ofTurn } = refusalOf(name);
      const end = await hello(name, ["turn"]);
      expect(end.reply).toMatchObject(ofTurn === "reply" ? REPLY : failure(ofTurn));
      expect(end).toMatchObject({ state: "SENT", accepted: [1] });
      expect(end.results).toEqual([ofTurn === "reply" ? "replied" : "errored", "settled"]);
    },
    MINUTE,
  );

  it.concurrent.each(NAMES)(
    "%s, to the callback of a container that dies of it, and to that of the next one",
    async (name) => {
      const end = await hello(name, ["callback", "callback"], { dies: true });
      expect(end.reply).toMatchObject(REPLY);
      expect(end).toMatchObject({ state: "SENT", turns: 1, accepted: [1] });
      expect(end.results).toEqual(["The process was killed.", ENDED, "settled"]);
    },
    MINUTE,
  );

  it.concurrent.each(NAMES)(
    "%s, to a turn of which the container dies: a failure, and no second turn",
    async (name) => {
      const end = await hello(name, ["turn", "callback"], { dies: true });
      expect(end.reply).toMatchObject(failure(500));
      expect(end).toMatchObject({ state: "SENT", accepted: [1] });
      expect(end.results).toEqual(["The process was killed.", expect.stringMatching(/^(errored|settled)$/), "settled"]);
    },
    MINUTE,
  );

  it.concurrent(
    "credentials that stay refused: the attempt says so, is never settled, and the next one posts what is remembered",
    async () => {
      const end = await hello("expired credentials", ["callback", "callback"]);
      expect(end.reply).toMatchObject(REPLY);
      expect(end).toMatchObject({ state: "SENT", turns: 1, accepted: [1] });
      expect(end.results).toEqual([expect.stringMatching(/^CREDENTIALS_REFUSED: /), "replied", "settled"]);
    },
    MINUTE,
  );
});

describe("in reply, what every account sees costs nobody an answer", () => {
  let bot: string;
  beforeAll(async () => {
    bot = await makeReader();
  });

  async function hello(name: string, operations: Operation[], dies = false) {
    const watch = refusing(name, operations, () => stood.emulator, dies ? () => stood.processes[0]?.kill() : undefined);
    const stood: Stand = await standReplying(bot, watch);
    try {
      const end = await helloTwice(stood);
      expect(operations).toEqual([]);
      return end;
    } finally {
      await stood.close();
    }
  }

  it.concurrent.each(NAMES)(
    "%s, to every call but the turn: the reply whole and once, for all, and no attempt fails",
    async (name) => {
      const operations: Operation[] = ["claim", "callback", "lookup", "remember", "part 1", "part 2", "pass", "finish"];
      const end = await hello(name, operations);
      const results = ["replied", "settled"];
      expect(end).toEqual({ channel: WHOLE, later: WHOLE, turns: 1, accepted: once(WHOLE), results });
    },
    MINUTE,
  );

  it.concurrent.each(NAMES)(
    "%s, to the turn: the reply or a failure, and never a second turn",
    async (name) => {
      const { ofTurn } = refusalOf(name);
      const channel = ofTurn === "reply" ? WHOLE : failed(ofTurn);
      const { turns, ...end } = await hello(name, ["turn"]);
      const results = [ofTurn === "reply" ? "replied" : "errored", "settled"];
      expect(end).toEqual({ channel, later: channel, accepted: once(channel), results });
    },
    MINUTE,
  );

  it.concurrent.each(NAMES)(
    "%s, to a part of which the container dies, and to the same of the next one",
    async (name) => {
      // Where the part is in the channel all the same, the next one doesn't send it.
      const { results, ...end } = await hello(name, refusalOf(name).isDone ? ["part 2"] : ["part 2", "part 2"], true);
      expect(end).toEqual({ channel: WHOLE, later: WHOLE, turns: 1, accepted: once(WHOLE) });
      expect(results).toEqual(["The process was killed.", "replied", "settled"]);
    },
    MINUTE,
  );

  it.concurrent.each(NAMES)(
    "%s, to the release of a container that dies of it, and to that of the next one",
    async (name) => {
      const channel = refusalOf(name).isDone ? UNKNOWN : UNKNOWN_TO_HER;
      const { results, ...end } = await hello(name, ["callback", "callback"], true);
      expect(end).toEqual({ channel, later: channel, turns: 0, accepted: once(channel) });
      expect(results).toEqual(["The process was killed.", "errored", "settled"]);
    },
    MINUTE,
  );
});
