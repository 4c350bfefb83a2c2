import { beforeAll, describe, expect, it } from "vitest";
import {
  type Emulator,
  type MembershipReceiver,
  type Processor,
  streamMemberships,
} from "../../tools/emulator/index.ts";
import { botFiles, FALLBACK, folderOf, says } from "../tools/emulator/lex/made-bot.ts";
import type { Operation } from "./interposer.ts";
import { type Stand, stand } from "./stand.ts";

const COMES = "A colleague comes.";
const HELLO = "You said hello.";
const WELCOME = "Welcome.";
/** Where nobody knows whether the intent was asked. */
const FIXED = "Good to see you.";
const MOMENT = "Let me see.";
const MINUTE = 60_000;

let bot: string;
beforeAll(async () => {
  const saying = (utterance: string, text: string) => ({
    utterances: [utterance],
    initialResponseSetting: { initialResponse: says(text) },
  });
  bot = await folderOf(
    botFiles({
      Person: saying("A person", COMES),
      Hello: saying("Hello", HELLO),
      Welcome: { intentClosingSetting: { closingResponse: says(WELCOME), active: true } },
      FallbackIntent: FALLBACK,
    }),
  );
});

type Moment = "before" | "after";
type Trouble = readonly [operation: Operation, moment: Moment];

/** The function in a process that dies once, at its first call of this kind. */
async function standDying([operation, moment]: Trouble) {
  let isDead = false;
  const at = (when: Moment) => (seen: Operation) => {
    if (isDead || seen !== operation || when !== moment) return undefined;
    isDead = true;
    stood.processes[0]?.kill();
    return "drop";
  };
  const stood: Stand = await stand({ before: at("before"), after: at("after") }, 1, {
    bot,
    env: ({ world }) => ({
      CHIME_LEX_DELIVERY: "reply",
      CHIME_LEX_APP_INSTANCE_BOT_ARN: world.bot.arn,
      CHIME_LEX_CONFIG: JSON.stringify({
        turnTimeoutMs: 4_000,
        placeholderAfterMs: 100,
        placeholderTexts: { "*": MOMENT },
        welcomeIntent: "Welcome",
        welcomeTexts: [FIXED],
        handoff: { intents: ["Person"], agents: [world.users.ben.arn] },
      }),
    }),
  });
  return { ...stood, isDead: () => isDead };
}

/** Everything is delivered once more, as Chime and a stream may. */
async function again({ emulator }: Pick<Stand, "emulator">): Promise<void> {
  await emulator.settled(25_000);
  for (const { MessageId } of emulator.messages()) emulator.redeliver(MessageId);
  await emulator.settled(25_000);
}

/** What the bot says in the channel, a message each; an envelope without a message is nothing. */
const saidIn = ({ messages, world }: Emulator) =>
  messages().flatMap(({ Sender, Content = "" }): (string | number)[] => {
    if (Sender.Arn !== world.bot.arn) return [];
    const { Messages = [], Code } = JSON.parse(Content) as { Messages?: { Content: string }[]; Code?: number };
    return Code ? [Code] : Messages.map(({ Content: text }) => text);
  });
const pendingIn = ({ messages }: Emulator) => messages().filter(({ Status }) => Status.Value !== "SENT");

/** Whether the bot keeps quiet now. */
async function isQuiet({ emulator }: Pick<Stand, "emulator">): Promise<boolean> {
  const before = saidIn(emulator).length;
  await emulator.send({ content: "Hello" });
  await emulator.settled(25_000);
  return saidIn(emulator).length === before;
}

describe("a container that dies over a request for a person loses no handoff, leaves no placeholder, and tells of nobody who wasn't asked", () => {
  it.concurrent.each<[...Trouble, said: readonly unknown[], isPaused: boolean]>([
    ["glance", "before", [500], false],
    ["glance", "after", [500], false],
    ["turn", "before", [500], false],
    ["turn", "after", [500], false],
    ["announce", "before", [500], false],
    ["announce", "after", [500], false],
    ["placeholder", "before", [500], false],
    ["placeholder", "after", [500], false],
    ["remember", "before", [500], false],
    ["remember", "after", [COMES], true],
    ["pause", "before", [COMES], true],
    ["pause", "after", [COMES], true],
    ["edit", "before", [COMES], true],
    ["edit", "after", [COMES], true],
    ["finish", "before", [COMES], true],
    ["finish", "after", [COMES], true],
  ])(
    "%s, %s",
    async (operation, moment, said, isPaused) => {
      const stood = await standDying([operation, moment]);
      try {
        const { emulator } = stood;
        emulator.faults.lex = { delayMs: 600, times: 1 };
        await emulator.send({ content: "A person" });
        await again(stood);
        expect([stood.isDead(), saidIn(emulator), pendingIn(emulator)]).toEqual([true, said, []]);
        expect(emulator.deliveries()[0]?.turns.length).toBeLessThan(2);
        expect(await isQuiet(stood)).toBe(isPaused);
      } finally {
        await stood.close();
      }
    },
    MINUTE,
  );
});

describe("a container that dies over a colleague's message lets it through once the pause is written", () => {
  it.concurrent.each<Trouble>([
    ["glance", "before"],
    ["glance", "after"],
    ["hold", "before"],
    ["hold", "after"],
    ["callback", "before"],
    ["callback", "after"],
  ])(
    "%s, %s",
    async (...trouble) => {
      const stood = await standDying(trouble);
      try {
        const { emulator } = stood;
        await emulator.send({ content: "I take it from here.", as: "ben" });
        await again(stood);
        expect([stood.isDead(), pendingIn(emulator)]).toEqual([true, []]);
        expect(await isQuiet(stood)).toBe(true);
      } finally {
        await stood.close();
      }
    },
    MINUTE,
  );
});

describe("a container that dies over an answer that a colleague interrupts leaves no placeholder, and nobody says it later", () => {
  it.concurrent.each<Trouble>([
    ["edit", "before"],
    ["edit", "after"],
    ["finish", "before"],
    ["finish", "after"],
  ])(
    "%s, %s",
    async (...trouble) => {
      const stood = await standDying(trouble);
      try {
        const { emulator } = stood;
        emulator.faults.lex = { delayMs: 1_500, times: 1 };
        await emulator.send({ content: "Hello" });
        await expect.poll(() => saidIn(emulator), { timeout: 10_000 }).toEqual([MOMENT]);
        await emulator.send({ content: "I take it from here.", as: "ben" });
        await again(stood);
        expect([stood.isDead(), saidIn(emulator), pendingIn(emulator)]).toEqual([true, [], []]);
      } finally {
        await stood.close();
      }
    },
    MINUTE,
  );
});

describe("a container that dies over a welcome says it once, also when the stream is replayed", () => {
  it.concurrent.each<[...Trouble, said: readonly string[]]>([
    ["claim", "before", [WELCOME]],
    ["claim", "after", [FIXED]],
    ["session", "after", [FIXED]],
    ["begin", "before", [FIXED]],
    ["begin", "after", [FIXED]],
    ["remember", "before", [FIXED]],
    ["remember", "after", [WELCOME]],
    ["part 1", "before", [WELCOME]],
    ["part 1", "after", [WELCOME]],
    ["finish", "before", [WELCOME]],
    ["finish", "after", [WELCOME]],
  ])(
    "%s, %s",
    async (operation, moment, said) => {
      const stood = await standDying([operation, moment]);
      try {
        const { emulator } = stood;
        const [process] = stood.processes;
        const receive: MembershipReceiver = (...given) =>
          process?.processor(...(given as never as Parameters<Processor>)) as never;
        // A welcome may take so long; who takes over waits for that.
        const stream = streamMemberships(emulator, receive, { timeoutMs: 12_000 });
        await emulator.join({ member: "cleo" });
        await stream.settled();
        await stream.replay();
        await emulator.settled(25_000);
        expect([stood.isDead(), saidIn(emulator), pendingIn(emulator)]).toEqual([true, said, []]);
      } finally {
        await stood.close();
      }
    },
    MINUTE,
  );
});
