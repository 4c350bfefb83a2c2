import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { errorText, readReply } from "../../mappers/index.ts";
import { createBridge } from "../../src/index.ts";
import { createEmulator, type Emulator } from "../../tools/emulator/index.ts";
import { BANK_BOT } from "../wire/emulator.ts";
import { bundledExample } from "./bundled-example.ts";

const page = readFileSync(new URL("../../docs/client.md", import.meta.url), "utf8");
const block = (label: string) =>
  new RegExp(`\`\`\`${label}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? expect.fail(`No block ${label}.`);

interface Client {
  read(): Promise<string>;
  press(number: number): Promise<void>;
}
interface PageModules {
  readonly createClient: (channelArn: string, me: string) => Client;
  readonly bridge: { handle(event: unknown, options: { deadline: number }): Promise<unknown> };
}

const made: { remove(): void }[] = [];
const environment: Record<string, string | undefined> = {};
let emulator: Emulator;

/** What a block of the page exports. Its clients find the emulator as any SDK's client does. */
async function exportsOf(label: string): Promise<PageModules> {
  const example = await bundledExample({ code: block(label) }, "node");
  made.push(example);
  return import(example.url);
}

beforeAll(() => Object.assign(environment, process.env));
beforeEach(async () => {
  emulator = await createEmulator({ bots: [BANK_BOT] });
  const { url } = await emulator.listen();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_LEX_RUNTIME_V2: url,
    AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    CHIME_LEX_APP_INSTANCE_BOT_ARN: emulator.world.bot.arn,
  });
});
afterEach(() => emulator.close());
afterAll(() => {
  for (const { remove } of made) remove();
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
});

const newest = () => emulator.messages().at(-1) ?? expect.fail("No message.");
const use = (invokedBy: object = {}) => {
  const bot = { lexBotAliasArn: emulator.world.lexBots[0]?.aliasArn ?? "", appInstanceBotArn: emulator.world.bot.arn };
  const bridge = createBridge({ bots: [{ ...bot, invokedBy }] }, emulator.ports);
  emulator.setProcessor((event) => bridge.handle(event, { deadline: Date.now() + 5_000 }));
};
const client = async () => {
  const { createClient } = await exportsOf("ts client");
  return createClient(emulator.world.channelArn, emulator.world.users.ana.arn);
};
const say = async (content: string, about: object = {}) => {
  await emulator.send({ content, ...about });
  await emulator.settled();
};

describe("the client of the page", () => {
  it("reads a reply as the page shows it, and takes the conversation on with a pressed button", async () => {
    use();
    const { read, press } = await client();
    expect(await read()).toBe("");
    await say("Hello");
    expect(`${await read()}\n`).toBe(/gives:\n\n```\n([\s\S]*?)```/.exec(page)?.[1]);
    await press(1);
    await emulator.settled();
    expect(readReply(newest())).toMatchObject({ kind: "messages", input: "Check balance", intentName: "CheckBalance" });
    await press(1);
    await emulator.settled();
    expect(readReply(newest())).toMatchObject({ input: expect.stringMatching(/^(Checking|Savings)$/i) });
    expect(emulator.messages()).toHaveLength(3);
  });

  it("shows people's words, and a failure in words", async () => {
    const { read } = await client();
    await say("Just between us");
    expect(await read()).toBe("Just between us");
    use();
    emulator.faults.lex = { status: 403, name: "AccessDeniedException", message: "Denied." };
    await say("Hello");
    expect(await read()).toBe(errorText(403));
  });

  it("asks a bot that answers only when it is mentioned", async () => {
    use({ standardMessages: "MENTIONS" });
    const { press } = await client();
    await say("Hello", { metadata: JSON.stringify({ mentions: [emulator.world.bot.arn] }) });
    await press(1);
    await emulator.settled();
    expect(readReply(newest())).toMatchObject({ kind: "messages", input: "Check balance" });
  });

  it("keeps private what was private", async () => {
    use();
    const { press } = await client();
    await say("Hello", { target: emulator.world.bot.arn });
    await press(1);
    await emulator.settled();
    expect(newest().Target).toEqual([{ MemberArn: emulator.world.bot.arn }]);
    expect(readReply(newest())).toMatchObject({ kind: "messages", input: "Check balance" });
  });
});

describe("the processor of the page that drops stale presses", () => {
  it("answers a fresh press, drops one of an earlier reply, and lets words pass", async () => {
    const { bridge } = await exportsOf("ts stale");
    emulator.setProcessor((event) => bridge.handle(event, { deadline: Date.now() + 5_000 }));
    await say("Hello");
    const binding = { messageId: newest().MessageId, originatingRequestId: newest().MessageId };
    const press = { metadata: JSON.stringify({ "CHIME.LEX.button": binding }) };
    await say("Check balance", press);
    expect(readReply(newest())).toMatchObject({ kind: "messages", input: "Check balance" });
    const held = emulator.messages().length;
    await say("Check balance", press);
    expect(emulator.messages().filter(({ Status }) => Status?.Value !== "DENIED")).toHaveLength(held);
    await say("Savings");
    expect(readReply(newest())).toMatchObject({ kind: "messages", input: "Savings" });
  });
});
