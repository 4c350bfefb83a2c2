import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readReply } from "../mappers/client/read-reply.ts";
import type { TurnResult } from "../mappers/shapes/turn.ts";
import { checkConfig } from "../src/config/config.ts";
import { VARIABLES } from "../src/config/env.ts";
import { type BridgeConfig, createBridge, type Hooks } from "../src/index.ts";
import { createHandler } from "../src/lambda/handler.ts";
import { createEmulator } from "../tools/emulator/index.ts";
import { configToPolicy } from "../tools/operate/policy.ts";
import { CASE_CONFIG } from "../tools/testing/run-cases.ts";
import { BANK_BOT, CREDENTIALS, TRAVEL_BOT } from "./wire/emulator.ts";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const readme = read("README.md");
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

function block(label: string, page = "README.md"): string {
  const found = new RegExp(`\`\`\`${label}\\n([\\s\\S]*?)\`\`\``).exec(read(page))?.[1];
  return found ?? expect.fail(`${page} has no block ${label}.`);
}

describe("the README is true", () => {
  it("is read in a few minutes: what it doesn't need is on a page of its own", () => {
    expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(8_582);
    expect(readme.split("\n").length).toBeLessThanOrEqual(155);
  });

  it("leads whoever looks for handoff, typing or a welcome to the heading that tells of it", () => {
    const rows = readme.split("\n").filter((line) => line.includes("docs/people.md#"));
    const found = (word: RegExp) => rows.filter((row) => word.test(row)).map((row) => /#([\w-]+)/.exec(row)?.[1]);
    expect([/hand off to a person/, /typing/, /placeholder/, /welcome people/].map(found)).toEqual([
      ["when-a-person-takes-over"],
      ["a-sign-of-life"],
      ["a-sign-of-life"],
      ["welcome-and-words-of-its-own-accord"],
    ]);
    expect(readme).toMatch(/person can take over/);
  });

  it("its callback is what its event and a bot's greeting come to", async () => {
    const expected = JSON.parse(block("json callback"));
    const greeting: TurnResult = {
      messages: [
        { contentType: "PlainText", content: "Hello! I am the BankBot." },
        {
          contentType: "ImageResponseCard",
          imageResponseCard: {
            title: "What would you like to do?",
            buttons: [{ text: "Check balance", value: "Check balance" }],
          },
        },
      ],
      sessionState: { dialogAction: { type: "Close" }, intent: { name: "Welcome", state: "Fulfilled" } },
    };
    const bridge = createBridge(CASE_CONFIG, { recognizeText: async () => greeting });
    const { callback } = await bridge.prepare(JSON.parse(block("json event")));
    expect(callback).toEqual(expected);
  });

  it("its handler of a few lines moderates, and answers on the emulator", async () => {
    const emulator = await createEmulator({ bots: [BANK_BOT] });
    const { url } = await emulator.listen();
    const environment = {
      AWS_ENDPOINT_URL_LEX_RUNTIME_V2: url,
      AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url,
      CHIME_LEX_BOT_ALIAS_ARN: emulator.world.lexBots[0]?.aliasArn ?? "",
    };
    Object.assign(process.env, environment, {
      AWS_ACCESS_KEY_ID: "x",
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    });
    try {
      const body = block("ts")
        .replace(/^import .*$/m, "")
        .replace(/export const handler(: Handler)? =/, "return");
      const handler = new Function("createHandler", body)(createHandler);
      emulator.setProcessor(handler);
      await emulator.send({ content: "Hello" });
      await emulator.settled();
      expect(emulator.messages()[0]).toMatchObject({ ContentType: "application/amz-chime-lex-msgs" });
      await emulator.send({ content: "Hello, buy followers" });
      await emulator.settled();
      expect(emulator.messages()[1]).toMatchObject({ Status: { Value: "DENIED" } });
      expect(block("ts").trim().split("\n").length).toBeLessThanOrEqual(11);
    } finally {
      for (const name of Object.keys(environment)) delete process.env[name];
      await emulator.close();
    }
  });

  it("the channel holds what it shows for each delivery", async () => {
    const shown: string[] = [];
    for (const delivery of ["replace", "reply"] as const) {
      const emulator = await createEmulator({ bots: [BANK_BOT] });
      const bridge = createBridge({ ...CASE_CONFIG, delivery }, emulator.ports);
      emulator.setProcessor((event) => bridge.handle(event));
      await emulator.send({ content: "What is my balance?" });
      await emulator.settled();
      for (const [at, message] of emulator.messages().entries()) {
        const read = readReply(message);
        const said =
          read.kind === "messages"
            ? read.messages.map(({ content }) => content ?? "[card]").join(" ")
            : message.Content;
        const type = message.ContentType ?? "text";
        shown.push(
          [at === 0 ? delivery : "", message.Sender.Name ?? ""].map((cell) => cell.padEnd(7)).join("   ") +
            `   ${type.padEnd(30)}   ${said}`,
        );
      }
      await emulator.close();
    }
    for (const page of ["README.md", "docs/deliveries.md"])
      expect(block("text channel", page).trimEnd().split("\n")).toEqual(shown);
  });

  it("its two bots are chosen by mention, by route, and not at all; a hook answers for Lex", async () => {
    const emulator = await createEmulator({ bots: [BANK_BOT, TRAVEL_BOT] });
    const { bots: speakers, lexBots } = emulator.world;
    const create = (config: BridgeConfig, hooks: Hooks) => {
      const bots = config.bots.map((bot, at) => ({
        ...bot,
        lexBotAliasArn: lexBots[at]?.aliasArn ?? "",
        appInstanceBotArn: speakers[at]?.arn ?? "",
      }));
      return createBridge(
        { ...config, bots: bots as unknown as BridgeConfig["bots"] },
        { ...emulator.ports, ...hooks },
      );
    };
    const body = block("ts bots", "docs/embedding.md")
      .replace(/^import .*$/m, "")
      .replace("export const bridge =", "return");
    const bridge: ReturnType<typeof createBridge> = new Function("createBridge", body)(create);
    emulator.setProcessor((event) => bridge.handle(event));
    const speakerOf = async (content: string) => {
      const before = emulator.messages().length;
      await emulator.send({ content });
      await emulator.settled();
      const [, ...answers] = emulator.messages().slice(before);
      return answers.map(({ Sender }) => speakers.findIndex(({ arn }) => arn === Sender.Arn));
    };
    expect(await speakerOf("@Bank what is my balance?")).toEqual([0]);
    expect(await speakerOf("A flight to Rome, please")).toEqual([1]);
    expect(await speakerOf("Good morning, all")).toEqual([]);
    const turns = () => emulator.deliveries().flatMap((delivery) => delivery.turns).length;
    const before = turns();
    expect(await speakerOf("@travel ping")).toEqual([1]);
    expect(emulator.messages().at(-1)?.Content).toContain("pong");
    expect(turns()).toBe(before);
    await emulator.close();
  });

  it("its environment table names what is required, and each variable with its option and default", () => {
    const rows = [...readme.matchAll(/^\| `(CHIME_LEX_[A-Z_]+)` \| `([^`]+)` \| (?:`([^`]+)`|[^|]+) \|/gm)];
    const listed = rows.map(([, name = "", option, value]) => ({ name, option, value }));
    expect(listed.map(({ name, option }) => [name, option])).toEqual(
      listed.map(({ name }) => [name, VARIABLES[name as keyof typeof VARIABLES]]),
    );
    const { settings } = checkConfig({
      bots: [{ lexBotAliasArn: CASE_CONFIG.bots[0]?.lexBotAliasArn ?? "" }],
    } satisfies BridgeConfig);
    const { bots: _, ...rest } = settings ?? expect.fail("The least configuration is not enough.");
    const values: Record<string, unknown> = rest;
    const defaults = listed.filter(({ value }) => value).map(({ option = "", value }) => [option, value]);
    expect(defaults).toEqual(defaults.map(([name = ""]) => [name, values[name]]));
    expect(listed[0]?.name).toBe("CHIME_LEX_BOT_ALIAS_ARN");
    expect(listed.length).toBeGreaterThanOrEqual(4);
  });

  it("the page that it links to for the rest lists every variable", () => {
    const named = [...read("docs/configuration.md").matchAll(/^\| `([^`]+)` \| `(CHIME_LEX_[A-Z_]+)` \|/gm)];
    expect(Object.fromEntries(named.map(([, option, name]) => [name, option]))).toEqual(VARIABLES);
  });

  it("its policy grants the calls that the bridge makes, and nothing else", () => {
    const { Statement } = JSON.parse(block("json policy", "docs/security.md"));
    expect(Statement.flatMap(({ Action }: { Action: string | string[] }) => Action)).toEqual([
      "lex:RecognizeText",
      "chime:ChannelFlowCallback",
      "dynamodb:GetItem",
      "dynamodb:UpdateItem",
    ]);
    const calls = ["lex.ts", "chime.ts", "chime-reads.ts"].flatMap((name) => [
      ...readFileSync(new URL(`../src/aws/${name}`, import.meta.url), "utf8").matchAll(/wire\("(\w+)"/g),
    ]);
    // In `replace` the bridge makes the first two kinds; the next block grants the rest.
    expect(calls.map(([, name]) => name)).toEqual([
      "RecognizeText",
      "GetSession",
      "PutSession",
      "DeleteSession",
      "ChannelFlowCallback",
      "SendChannelMessage",
      "UpdateChannelMessage",
      "GetChannelMessage",
      "ListChannelMessages",
      "ListChannelMemberships",
    ]);
  });

  it("its further statements are those that the policy of a configuration with everything has beside", () => {
    const place = {
      appInstanceArn: JSON.parse(block("json policy", "docs/security.md")).Statement[1].Resource.replace(/\/\*$/, ""),
    };
    const [bot] = CASE_CONFIG.bots;
    const everything: BridgeConfig = {
      ...CASE_CONFIG,
      delivery: "reply",
      sharedSlot: "asker",
      resetPhrases: ["start over"],
      welcomeIntent: "Welcome",
      placeholderAfterMs: 2_000,
      bots: [{ ...bot, invokedBy: { standardMessages: "AUTO" } } as BridgeConfig["bots"][0]],
    };
    const least = configToPolicy(CASE_CONFIG, place).Statement.map(({ Sid }) => Sid);
    expect(JSON.parse(block("json policy-more", "docs/security.md"))).toEqual(
      configToPolicy(everything, place).Statement.filter(({ Sid }) => !least.includes(Sid)),
    );
  });

  it("its commands exist: from the registry, from a clone, and the picture shows the page that they open", () => {
    const [installed = "", cloned = ""] = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code]) => code);
    expect(installed).toMatch(
      /^npx chime-lex-bridge dev .*\nnpx chime-lex-bridge init .*\nnpm install chime-lex-bridge /m,
    );
    expect(manifest.bin).toHaveProperty(manifest.name);
    expect(cloned).toMatch(/^git clone .* && cd chime-lex-bridge\nnpm start .*\nnpm test /m);
    expect(readme).toMatch(/^!\[[^\]]{20,}\]\(docs\/page\.png\)$/m);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(["start", "test", "check", "build"]));
  });
});
