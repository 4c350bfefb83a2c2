import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmulator, type Emulator } from "../../tools/emulator/index.ts";
import { type Stand, stand } from "../claims/stand.ts";
import { startTable, TABLE_ACCESS, type TestTable } from "../claims/table.ts";
import { BANK_BOT, BUILT_PROCESSOR } from "./emulator.ts";

describe("the packed function, with what people need in a file of its own", () => {
  let standing: Stand;
  afterEach(() => standing.close());

  const PHRASE = "Bot, go on.";
  /** Whether the bot's words are in the place of what was said. */
  const isAnswered = async (content: string, who: "ana" | "ben") => {
    const { emulator } = standing;
    const { MessageId } = await emulator.send({ content, as: who });
    await emulator.settled(20_000);
    const message = emulator.messages().find((one) => one.MessageId === MessageId);
    expect(message?.Status.Value).toBe("SENT");
    return message?.ContentType === "application/amz-chime-lex-msgs";
  };

  it.each(["lean", "sdk"])(
    "keeps quiet from an agent's message to the phrase that ends it, over the %s wire",
    async (wire) => {
      standing = await stand({}, 2, {
        env: ({ world }) => ({
          CHIME_LEX_WIRE: wire,
          CHIME_LEX_CONFIG: JSON.stringify({ handoff: { agents: [world.users.ben.arn], resumePhrases: [PHRASE] } }),
        }),
      });
      expect(await isAnswered("Hello", "ana")).toBe(true);
      expect(await isAnswered("Hello Ana, I take it from here.", "ben")).toBe(false);
      expect(await isAnswered("Hello", "ana")).toBe(false);
      expect(await isAnswered("Hello", "ana")).toBe(false);
      expect(await isAnswered(PHRASE, "ben")).toBe(false);
      expect(await isAnswered("Hello", "ana")).toBe(true);
    },
  );
});

const PROGRAM = `
  const { memberships } = require(process.argv[1]);
  const context = { getRemainingTimeInMillis: () => 60_000 };
  memberships(JSON.parse(process.argv[2]), context).then((answer) => console.log(JSON.stringify(answer)));
`;

describe("the packed function's handler for the stream of memberships", () => {
  let emulator: Emulator;
  let table: TestTable;
  beforeEach(async () => {
    [emulator, table] = [await createEmulator({ bots: [BANK_BOT] }), await startTable()];
  });
  afterEach(async () => {
    for (const one of [emulator, table]) await one.close();
  });

  it("welcomes who joins once, passes over what can't be read, and tells an error of the bridge from any other", async () => {
    const { url } = await emulator.listen();
    const { world } = emulator;
    const bots = [
      { lexBotAliasArn: world.lexBots[0]?.aliasArn, appInstanceBotArn: world.bot.arn, welcomeTexts: ["Welcome."] },
    ];
    const env = {
      AWS_REGION: TABLE_ACCESS.region,
      AWS_ACCESS_KEY_ID: "x",
      AWS_SECRET_ACCESS_KEY: "x",
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
      CHIME_LEX_CLAIMS_TABLE: table.table,
      CHIME_LEX_CONFIG: JSON.stringify({ bots }),
    };
    const joined = (channelArn: string) => ({
      EventType: "CREATE_CHANNEL_MEMBERSHIP",
      Payload: {
        ChannelArn: channelArn,
        Member: { Arn: world.users.ben.arn },
        CreatedTimestamp: "2026-11-29T07:00:00Z",
      },
    });
    const records = [
      joined(world.channelArn),
      "no record",
      joined(`${world.channelArn}-gone`),
      joined(world.channelArn),
    ];
    const event = {
      Records: records.map((data, at) => ({
        kinesis: { sequenceNumber: String(at), data: Buffer.from(JSON.stringify(data)).toString("base64") },
      })),
    };
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ["-e", PROGRAM, BUILT_PROCESSOR, JSON.stringify(event)],
      { env },
    );
    const linesOf = (text: string) =>
      text.split("\n").flatMap((line) => (line.startsWith("{") ? JSON.parse(line) : []));
    expect(linesOf(stdout).at(-1)).toEqual({ batchItemFailures: [] });
    expect(linesOf(stderr).flatMap(({ membership }) => membership ?? [])).toMatchObject([
      { sequenceNumber: "1", problem: expect.any(String) },
      { sequenceNumber: "2", code: "SEND_FORBIDDEN" },
    ]);
    await emulator.settled();
    expect(emulator.messages().map(({ Content }) => JSON.parse(Content ?? "{}").Messages[0].Content)).toEqual([
      "Welcome.",
    ]);
  });
});
