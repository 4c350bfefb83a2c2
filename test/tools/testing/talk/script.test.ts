import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readConversations } from "../../../../tools/testing/conversation/script/read-script.ts";

const folder = mkdtempSync(join(tmpdir(), "scripts-"));
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
function script(text: string): string {
  const path = join(folder, `${written++}.yaml`);
  writeFileSync(path, text);
  return path;
}

const told = (path: string) =>
  readConversations(path).then(
    () => "nothing",
    (caught: Error) => caught.message.replaceAll(folder, ""),
  );

const GOOD = "title: A greeting\nturns:\n  - user: Hello\n";

describe("a script is read strictly", () => {
  it.each<[what: string, text: string, told: RegExp]>([
    [
      "a wrong key at the top",
      "title: A\nbots: x\nturns:\n  - user: Hi\n",
      /:2: bots is no key here, did you mean bot\?/,
    ],
    ["a missing title", "turns:\n  - user: Hi\n", /:1: title must be a sentence\./],
    ["no turns", "title: A\nturns: []\n", /:2: turns must not be empty\./],
    [
      "a step of another kind",
      `${GOOD}  - robot: Hi\n`,
      /:4: robot is none of user, agent, bot, join, leave, pause, resume, wait, fault\./,
    ],
    [
      "a step of two kinds",
      `${GOOD}  - user: Hi\n    bot: Hi\n`,
      /:4: must have exactly one of user, agent, bot, join, leave, pause, resume, wait, fault\./,
    ],
    ["a step that is a word", `${GOOD}  - Hi\n`, /:4: must have exactly one of/],
    ["a bot that begins", "title: A\nturns:\n  - bot: Hi\n", /:3: a bot only answers: begin with user\./],
    [
      "a wrong key of a bot step",
      `${GOOD}  - bot:\n      text: Hi\n      intnet: A\n`,
      /:6: intnet is no key here, did you mean intent\?/,
    ],
    ["a wrong key of a card", `${GOOD}  - bot:\n      card:\n        titel: A\n`, /:6: titel is no key here\./],
    ["a wrong key of a user step", `${GOOD}  - user: { text: Hi, who: ben }\n`, /:4: who is no key here\./],
    [
      "a user who neither speaks nor presses",
      `${GOOD}  - user: { as: ben }\n`,
      /:4: user must have either text or press\./,
    ],
    ["two messages in one step", `${GOOD}  - bot: { text: A, card: B }\n`, /:4: has text and card: each message/],
    ["a bot step without anything", `${GOOD}  - bot: {}\n`, /:4: says nothing: .*silence: true/],
    ["an unknown state", `${GOOD}  - bot: { state: Done }\n`, /:4: state must be one of InProgress/],
    ["an unknown reason", `${GOOD}  - bot: { reason: because }\n`, /:4: reason must be one of not-standard/],
    ["a broken pattern", `${GOOD}  - bot: { pattern: "(" }\n`, /:4: pattern must be a regular expression\./],
    ["a list in place of a text", `${GOOD}  - bot: { text: [a] }\n`, /:4: text must be a text\./],
    ["a time that is none", `${GOOD}  - wait: a while\n`, /:4: wait must be a duration such as 500 ms/],
    ["a fault of another service", `${GOOD}  - fault: { s3: { hang: true } }\n`, /:4: s3 is no key here\./],
    [
      "a fault that does two things",
      `${GOOD}  - fault: { lex: { hang: true, cut: true } }\n`,
      /:4: lex must have exactly one/,
    ],
    [
      "a clock that is no time",
      "title: A\nclock: noon\nturns:\n  - user: Hi\n",
      /:2: clock must be a time in ISO 8601\./,
    ],
    ["a key twice", "title: A\ntitle: B\nturns:\n  - user: Hi\n", /:2 is no YAML: Map keys must be unique/],
    ["what is no YAML", "title: [A\n", /is no YAML: /],
    ["an empty file", "", /:1: title must be a sentence\./],
    ["a step that is nearly one", `${GOOD}  - agnet: Hi\n`, /:4: agnet is none of .*, did you mean agent\?/],
    ["an agent who says nothing", `${GOOD}  - agent:\n`, /:4: agent must be a text, or an object of text or press/],
    ["a user who says nothing", `${GOOD}  - user:\n`, /:4: user must be a text, or an object of text or press/],
    ["a bot that says nothing", `${GOOD}  - bot:\n`, /:4: bot must be a text, or an object of a message/],
    ["a join of nobody", `${GOOD}  - join:\n`, /:4: join must be a member's name or ARN, or an object/],
    ["a join that happens never", `${GOOD}  - join: { member: cleo, times: 0 }\n`, /:4: times must be 1 or more\./],
    [
      "a wrong key of a join",
      `${GOOD}  - join: { member: cleo, time: 2 }\n`,
      /:4: time is no key here, did you mean times\?/,
    ],
    ["a wrong key of a pause", `${GOOD}  - pause: { fr: 10 m }\n`, /:4: fr is no key here, did you mean for\?/],
    ["a pause that says nothing", `${GOOD}  - pause:\n`, /:4: pause must be true, or an object of of and for\./],
    ["one oneOf", `${GOOD}  - bot: { oneOf: [a] }\n`, /:4: oneOf must hold two messages or more\./],
  ])("%s is refused by name, with file and line", async (_what, text, expected) => {
    const message = await told(script(text));
    expect(message).toMatch(/^CONVERSATION_UNREADABLE: \/\d+\.yaml/);
    expect(message).toMatch(expected);
  });

  it.each([
    ["a path that isn't there", "nowhere", /There is no file or folder/],
    ["a folder without a script", "", /holds no \.yaml file/],
  ])("%s is told", async (_what, path, expected) => {
    const empty = mkdtempSync(join(folder, "empty-"));
    expect(await told(join(empty, path))).toMatch(expected);
  });

  it("takes every text as it is written: digits keep their zeros, and only the bridge's options hold numbers", async () => {
    const [one] = await readConversations(
      script(
        `${GOOD}  - bot: { slots: { LastFour: 0042, Other: null } }\nconfig: { turnTimeoutMs: 500, keepInput: false }\n`,
      ),
    );
    expect(one?.steps[1]).toMatchObject({ bot: { slots: { LastFour: "0042", Other: null } } });
    expect(one?.config).toEqual({ turnTimeoutMs: 500, keepInput: false });
  });

  it("knows durations in five units", async () => {
    const waits = ["5 ms", "5s", "5 m", "5 h", "5d"].map((text) => `  - wait: ${text}\n`).join("");
    const [one] = await readConversations(script(GOOD + waits));
    expect(one?.steps.slice(1).map((step) => step.kind === "wait" && step.ms)).toEqual([
      5, 5_000, 300_000, 18_000_000, 432_000_000,
    ]);
  });
});
