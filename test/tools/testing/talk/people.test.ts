import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Bridge } from "../../../../src/bridge.ts";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import { createEmulator } from "../../../../tools/emulator/index.ts";
import type { ConversationChannel } from "../../../../tools/testing/conversation/channel.ts";
import { openEmulated } from "../../../../tools/testing/conversation/emulated.ts";
import { peopleOf } from "../../../../tools/testing/conversation/people.ts";
import { conversationToTranscript } from "../../../../tools/testing/conversation/results/transcript.ts";
import { runConversation } from "../../../../tools/testing/conversation/run.ts";
import { runConversations } from "../../../../tools/testing/conversation/run-all.ts";
import { readConversation } from "../../../../tools/testing/conversation/script/read-script.ts";
import { BANK_BOT } from "../../../wire/emulator.ts";

const folder = mkdtempSync(join(tmpdir(), "people-"));
afterAll(() => rmSync(folder, { recursive: true }));

function scriptOf(turns: string, head = "") {
  const path = join(folder, "people.yaml");
  writeFileSync(path, `title: People\n${head}turns:\n${turns}`);
  return readConversation(path);
}

/** A script in process, with a bot that hands over to people. */
async function hold(turns: string, head = "") {
  const config = { delivery: "reply", handoff: { resumePhrases: ["back to the bot"] } };
  const script = await scriptOf(turns, head);
  return runConversation(script, (wishes) => openEmulated({ bot: BANK_BOT, config }, wishes));
}

/** What a script's people ask of the bridge. */
async function withBridge(greet: Bridge["greet"] = async () => ({}) as never) {
  const asked: [what: string, ...given: unknown[]][] = [];
  const emulator = await createEmulator({ bots: [BANK_BOT] });
  const noting =
    (what: string, run: (...given: never[]) => unknown) =>
    async (...given: never[]) => {
      asked.push([what, ...given]);
      return run(...given) as never;
    };
  const bridge = {
    greet: noting("greet", greet),
    pause: noting("pause", () => {}),
    resume: noting("resume", () => {}),
  };
  const { channelArn, users } = emulator.world;
  return { asked, emulator, channelArn, users, people: peopleOf(emulator, bridge as unknown as Bridge) };
}

describe("the people of a script", () => {
  it("join with a record that comes as often as it says, by default once, and each time with the same token", async () => {
    const { asked, people, channelArn, users } = await withBridge();
    const [cleo, dan] = [users.cleo.arn, users.ana.arn];
    await people.join("cleo", 3);
    const [first] = asked;
    expect(first).toEqual(["greet", { channelArn, memberArn: cleo, token: expect.stringContaining(cleo) }]);
    expect(asked).toEqual([first, first, first]);
    await people.leave("ana");
    await people.join("ana", 1);
    expect(asked.slice(3)).toMatchObject([["greet", { memberArn: dan }]]);
  });

  it("are no bots", async () => {
    const { asked, people, emulator } = await withBridge();
    const [, second] = emulator.world.bots;
    await people.join(second.arn, 1);
    expect(asked).toEqual([]);
  });

  it("aren't welcomed while a person has taken over, and their record is then done with; whatever else fails comes again", async () => {
    const refusals = ["WORDS_PAUSED", "SEND_THROTTLED", undefined] as const;
    let calls = 0;
    const { people } = await withBridge(async () => {
      const code = refusals[calls++];
      if (code) throw new BridgeError(code);
      return {} as never;
    });
    await people.join("cleo", 1);
    expect(calls).toBe(1);
    await people.leave("cleo");
    await people.join("cleo", 1);
    expect(calls).toBe(3);
  });

  it("pause and resume a channel, or one member's conversation, for so long", async () => {
    const { asked, people, channelArn, users } = await withBridge();
    await people.pause({});
    await people.pause({ of: "ben", forMs: 60_000 });
    await people.resume({ of: "ben" });
    await people.resume({});
    const ofBen = { channelArn, senderArn: users.ben.arn };
    expect(asked).toEqual([
      ["pause", { channelArn }, {}],
      ["pause", ofBen, { resumeAfterMs: 60_000 }],
      ["resume", ofBen],
      ["resume", { channelArn }],
    ]);
  });
});

describe("an agent of a script", () => {
  it.each([
    ["ben, where the step doesn't say", "Hello", "ben"],
    ["whoever the step says", "{ text: Hello, as: cleo }", "cleo"],
  ])("is %s, and takes over by speaking", async (_who, agent, as) => {
    const joining = as === "cleo" ? "  - join: cleo\n" : "";
    const { turns, broken } = await hold(
      `${joining}  - agent: ${agent}\n  - bot: { silence: true, reason: paused }\n  - user: Check balance\n  - bot: { silence: true, reason: paused }\n`,
    );
    expect(broken).toBeUndefined();
    const spoken = turns.filter(({ text }) => text !== "(joins)");
    expect(spoken.map(({ as: who, misses }) => [who, misses])).toEqual([
      [as, []],
      ["ana", []],
    ]);
  });

  it("is told by the line of the step that names nobody, as a user is, and the scripts after it are held", async () => {
    const path = mkdtempSync(join(folder, "names-"));
    const write = (name: string, turns: string) => writeFileSync(join(path, name), `title: A\nturns:\n${turns}`);
    write("1.yaml", "  - user: Hello\n  - bot: { rest: any }\n  - agent: { text: Hi, as: cloe }\n");
    write("2.yaml", "  - user: { text: Hi, as: dora }\n");
    write("3.yaml", "  - user: Hello\n  - bot: { rest: any }\n");
    const [agent, user, good] = await runConversations(path, { bot: BANK_BOT });
    expect([agent?.broken?.line, agent?.broken?.error.message]).toEqual([
      5,
      "USAGE: There is no member cloe in the channel. Did you mean cleo? Use one of ana, ben, cleo, bot.",
    ]);
    expect([user?.broken?.line, user?.broken?.error.message]).toEqual([
      3,
      "USAGE: There is no member dora in the channel. Use one of ana, ben, cleo, bot.",
    ]);
    expect(good?.passed).toBe(true);
  });

  it.each([
    ["join: ben", /in the channel already\. Whoever is in the channel can't join it: let them leave first\.$/],
    [
      "leave: cleo",
      /not a member of the channel\. .* whoever isn't in it can't speak or leave: let them join first\.$/,
    ],
    ["agent: { text: Hi, as: cleo }", /whoever isn't in it can't speak or leave: let them join first\.$/],
  ])("is told who is in the channel: %s", async (step, told) => {
    expect((await hold(`  - ${step}\n`)).broken?.error.message).toMatch(told);
  });

  it("is whoever is named, in any case or by ARN", async () => {
    const { world } = await createEmulator({ bots: [BANK_BOT] });
    for (const name of ["Ben", world.users.ben.arn]) {
      const { turns } = await hold(`  - agent: { text: Hello, as: "${name}" }\n`);
      expect(turns[0]?.answer.decision?.pause?.reason).toBe("agent");
    }
  });

  it("is the only one who is", async () => {
    const { turns } = await hold(
      "  - user: { text: Hello, as: ben }\n  - bot: { rest: any }\n  - agent: { text: Hello, as: ana }\n",
    );
    expect(turns.map(({ answer }) => answer.decision?.pause?.reason)).toEqual([undefined, "agent"]);
  });

  it("takes over at the script's time, whenever that is", async () => {
    const turns =
      "  - agent: Hello\n  - wait: 20 m\n  - agent: Wait\n  - wait: 20 m\n  - user: Hello\n  - bot: { silence: true, reason: paused }\n  - wait: 31 m\n  - user: Hello\n  - bot: { rest: any }\n";
    const { passed, turns: held } = await hold(turns, "clock: 2020-11-24T08:00:00Z\n");
    expect(held.flatMap(({ misses }) => misses)).toEqual([]);
    const paused = held.map(({ answer }) => answer.decision?.pause?.since ?? 0).filter((since) => since > 0);
    const since = paused.map((at) => new Date(at).toISOString().slice(0, 16));
    expect(since).toEqual(["2020-11-24T08:00", "2020-11-24T08:00"]);
    expect(passed).toBe(true);
  });
});

describe("an agent who joins", () => {
  const GREETING = "Hello, I am the bank's bot.";
  const joins = async (before: string, agents = "") => {
    const head = `config: { delivery: reply, welcomeTexts: ["${GREETING}"], handoff: { phrases: [human please]${agents} } }\n`;
    const { turns, broken } = await hold(`  - leave: ben\n${before}  - join: ben\n  - agent: Hello\n`, head);
    expect(broken).toBeUndefined();
    const joined = turns.find(({ text }) => text === "(joins)");
    return joined?.answer.messages.map(({ content }) => content);
  };

  it("is welcomed as docs/people.md says: like a customer, but in a channel that is paused by a call or a request", async () => {
    expect(await joins("")).toEqual([GREETING]);
    expect(await joins("  - pause: true\n")).toEqual([]);
    expect(await joins("  - user: human please\n  - bot: { rest: any }\n")).toEqual([]);
    expect(await joins("  - user: human please\n  - bot: { rest: any }\n", ", scope: session")).toEqual([GREETING]);
  });
});

describe("a transcript", () => {
  const turns = [
    "  - pause: { for: 90 m }",
    "  - resume: true",
    "  - wait: 36 h",
    "  - wait: 1500 ms",
    "  - fault: throttle:1",
    "  - fault: none",
    "  - fault: { lex: null, callback: null }",
    "  - leave: ben",
    "  - join: ben",
    "  - pause: true",
    "",
  ];

  it("shows what happened between the messages, in order", async () => {
    const shown = conversationToTranscript(await hold(turns.join("\n")));
    const lines = shown.split("\n").slice(0, -1);
    expect(lines.map((line) => line.trim().replaceAll(/ +/g, " "))).toEqual([
      ...[
        "✓ People",
        "(pause for 90 m)",
        "(resume)",
        "(wait 36 h)",
        "(wait 1500 ms)",
        "(fault throttle)",
        "(fault none)",
      ],
      ...["(fault lex, callback)", "ben (leaves)", "ben (joins)", "bot (said nothing)", "(pause)"],
    ]);
  });

  it("shows nothing that the conversation didn't come to", async () => {
    const shown = conversationToTranscript(await hold("  - pause: true\n  - leave: cleo\n  - resume: true\n"));
    expect(shown).toContain("(pause)");
    expect(shown).not.toMatch(/resume|leaves/);
  });

  it("says whose conversation is paused", () => {
    const steps = [
      { kind: "pause", line: 3, pause: { of: "ana" } },
      { kind: "resume", line: 4, resume: { of: "ana" } },
    ] as const;
    const result = { conversation: { title: "A", file: "a.yaml", steps }, passed: true, turns: [], ms: 0 };
    expect(conversationToTranscript(result)).toMatch(/\(pause of ana\)\n *\(resume of ana\)\n$/);
  });
});

describe("a script with people, where nobody can come or go", () => {
  const channel: ConversationChannel = {
    seesTurns: true,
    say: async () => ({ messages: [], attributes: {}, to: [] }),
    close: async () => {},
  };

  it("has agents all the same: who speaks there is known to the bridge that answers", async () => {
    const { turns } = await runConversation(await scriptOf("  - agent: Hello\n"), async () => channel);
    expect(turns).toMatchObject([{ as: "ben", text: "Hello" }]);
  });

  it.each(["join: cleo", "leave: ben", "pause: true", "resume: true"])("isn't held, and says why: %s", async (step) => {
    const { skipped, passed } = await runConversation(await scriptOf(`  - ${step}\n`), async () => channel);
    expect([skipped, passed]).toEqual([
      expect.stringMatching(/can't be done here: hold it in process, or .*--url/),
      false,
    ]);
  });
});
