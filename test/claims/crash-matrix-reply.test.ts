import { beforeAll, describe, expect, it } from "vitest";
import type { Operation } from "./interposer.ts";
import {
  channelOf,
  failed,
  helloTwice,
  makeReader,
  standReplying,
  UNKNOWN,
  UNKNOWN_TO_HER,
  WHOLE,
} from "./reply-stand.ts";
import type { Stand } from "./stand.ts";

let bot: string;
beforeAll(async () => {
  bot = await makeReader();
});

type Moment = "before" | "after";
type Trouble = readonly [operation: Operation, moment: Moment];

/** At each trouble, one after the other, the function is killed, or the connection alone is cut. */
async function hello(troubles: readonly Trouble[], isKilled: boolean) {
  const left = [...troubles];
  const at = (moment: Moment) => (seen: Operation) => {
    const [operation, when] = left[0] ?? [];
    if (seen !== operation || moment !== when) return undefined;
    left.shift();
    if (isKilled) stood.processes[0]?.kill();
    return "drop";
  };
  const stood: Stand = await standReplying(bot, { before: at("before"), after: at("after") });
  try {
    const end = await helloTwice(stood);
    // A trouble that never came would make every expectation a lie.
    expect(left).toEqual([]);
    return end;
  } finally {
    await stood.close();
  }
}

const onceEach = (channel: readonly unknown[]) => channel.map(() => 1);
const MINUTE = 60_000;

describe("in reply, a container that dies leaves what a person reads once, whole and in order", () => {
  it.concurrent.each<[...Trouble, channel: readonly object[], turns: number]>([
    ["claim", "before", WHOLE, 1],
    ["claim", "after", UNKNOWN_TO_HER, 0],
    ["callback", "before", UNKNOWN_TO_HER, 0],
    ["callback", "after", UNKNOWN, 0],
    ["lookup", "before", UNKNOWN, 0],
    ["lookup", "after", UNKNOWN, 0],
    ["turn", "before", UNKNOWN, 0],
    ["turn", "after", UNKNOWN, 1],
    ["remember", "before", UNKNOWN, 1],
    ["remember", "after", WHOLE, 1],
    ["part 1", "before", WHOLE, 1],
    ["part 1", "after", WHOLE, 1],
    ["part 2", "before", WHOLE, 1],
    ["part 2", "after", WHOLE, 1],
    ["pass", "before", WHOLE, 1],
    ["pass", "after", WHOLE, 1],
    ["finish", "before", WHOLE, 1],
    ["finish", "after", WHOLE, 1],
  ])(
    "%s, %s",
    async (operation, moment, channel, turns) => {
      const { results, ...end } = await hello([[operation, moment]], true);
      expect(end).toEqual({ channel, later: channel, turns, accepted: onceEach(channel) });
      expect(results.at(-1)).toBe("settled");
    },
    MINUTE,
  );

  it.concurrent.each<[what: string, troubles: readonly Trouble[], channel: readonly object[], turns: number]>([
    [
      "part by part",
      [
        ["part 1", "after"],
        ["part 2", "after"],
      ],
      WHOLE,
      1,
    ],
    [
      "while it looks at what the first one sent",
      [
        ["part 1", "after"],
        ["list", "after"],
      ],
      WHOLE,
      1,
    ],
    [
      "with the failure sent that stands for the first one's turn",
      [
        ["turn", "after"],
        ["part 1", "after"],
      ],
      UNKNOWN,
      1,
    ],
    [
      "before it could send that failure",
      [
        ["callback", "after"],
        ["part 1", "before"],
      ],
      UNKNOWN,
      0,
    ],
  ])(
    "and so does the next one, which dies %s",
    async (_what, troubles, channel, turns) => {
      const { results, ...end } = await hello(troubles, true);
      expect(end).toEqual({ channel, later: channel, turns, accepted: onceEach(channel) });
      expect(results.at(-1)).toBe("settled");
    },
    MINUTE,
  );
});

describe("in reply, an answer that gets lost is made up for within the same attempt", () => {
  it.concurrent.each<[lost: Operation, channel: readonly object[], turns: number]>([
    ["claim", WHOLE, 1],
    ["callback", WHOLE, 1],
    ["lookup", WHOLE, 1],
    ["remember", WHOLE, 1],
    ["part 1", WHOLE, 1],
    ["part 2", WHOLE, 1],
    ["pass", WHOLE, 1],
    ["finish", WHOLE, 1],
  ])(
    "%s",
    async (lost, channel, turns) => {
      const end = await hello([[lost, "after"]], false);
      expect(end).toEqual({
        channel,
        later: channel,
        turns,
        accepted: onceEach(channel),
        results: ["replied", "settled"],
      });
    },
    MINUTE,
  );

  it.concurrent(
    "but for Lex's: the bot says that it failed, and doesn't ask again",
    async () => {
      const channel = failed(503);
      const end = await hello([["turn", "after"]], false);
      expect(end).toEqual({
        channel,
        later: channel,
        turns: 1,
        accepted: onceEach(channel),
        results: ["errored", "settled"],
      });
    },
    MINUTE,
  );
});

describe("in reply, two containers with one delivery", () => {
  it.concurrent(
    "let it through once, take one turn, and say it once; neither fails",
    async () => {
      const stood = await standReplying(bot, {}, 2);
      try {
        const { emulator } = stood;
        emulator.faults.lex = { delayMs: 400, times: 1 };
        const { MessageId } = await emulator.send({ content: "Hello" });
        emulator.redeliver(MessageId);
        await emulator.settled(25_000);
        expect(channelOf(emulator)).toEqual(WHOLE);
        const [own] = emulator.deliveries();
        expect(own?.turns).toHaveLength(1);
        expect(own?.callbacks.filter(({ refused }) => !refused)).toHaveLength(1);
        const outcomes = own?.invocations.map(({ result }) => (result as { outcome?: string } | undefined)?.outcome);
        // The second finds the answer remembered, before or after the first has written that all of it is sent. Before, it sends the
        // same parts with the same tokens, of which Chime keeps one each, and can't tell that another was there first.
        expect(outcomes?.toSorted()).toEqual(["replied", expect.toBeOneOf(["replied", "settled"])]);
      } finally {
        await stood.close();
      }
    },
    MINUTE,
  );
});
