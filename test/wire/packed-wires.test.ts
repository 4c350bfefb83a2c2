import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { errorText } from "../../mappers/words/error-text.ts";
import { ERRORS, type ErrorCode } from "../../src/errors/bridge-error.ts";
import type { Emulator } from "../../tools/emulator/index.ts";
import { BUILT_PROCESSOR, type Standing, standUp } from "./emulator.ts";

let standing: Standing | undefined;
afterEach(async () => {
  await standing?.close();
  standing = undefined;
});

interface Told {
  readonly outcome: string | undefined;
  readonly code: string | undefined;
  readonly fix: string | undefined;
}

/** How the packed function ends one delivery, and what it says of it, by this wire. */
async function deliver(wire: "lean" | "sdk", faults: Partial<Emulator["faults"]>, path?: string): Promise<Told> {
  standing = await standUp({ CHIME_LEX_WIRE: wire }, { retryDelaysMs: [], functionTimeoutMs: 6_000 }, path);
  const { emulator, close } = standing;
  Object.assign(emulator.faults, faults);
  await emulator.send({ content: "Hello" });
  await emulator.settled(20_000);
  const record = standing.output
    .filter((line) => line.includes('"delivery"'))
    .map((line) => JSON.parse(line).delivery)
    .find((one) => one !== undefined);
  await close();
  standing = undefined;
  return { outcome: record?.outcome, code: record?.error?.code, fix: record?.error?.fix };
}

describe("the packed function", () => {
  it.each<[fault: string, faults: Partial<Emulator["faults"]>, code: ErrorCode | undefined]>([
    ["nothing", {}, undefined],
    ["a Lex that denies", { lex: { status: 403, name: "AccessDeniedException", message: "No." } }, "LEX_ACCESS_DENIED"],
    [
      "a Lex that finds nothing",
      { lex: { status: 404, name: "ResourceNotFoundException", message: "No." } },
      "LEX_NOT_FOUND",
    ],
    [
      "a Lex whose function failed",
      { lex: { status: 424, name: "DependencyFailedException", message: "No." } },
      "LEX_DEPENDENCY_FAILED",
    ],
    ["a Lex that breaks", { lex: { status: 500, name: "InternalServerException", message: "No." } }, "LEX_INTERNAL"],
    ["a Lex that cuts the connection", { lex: { cut: true } }, "LEX_CONNECTION_LOST"],
    [
      "a callback refused as invalid",
      { callback: { status: 400, name: "BadRequestException", message: "No.", times: 1 } },
      "CALLBACK_REJECTED",
    ],
  ])("says the same of %s by either wire, with the fix of the table", async (_fault, faults, code) => {
    const lean = await deliver("lean", faults);
    const sdk = await deliver("sdk", faults);
    expect(lean.code).toBe(code);
    expect(lean.fix).toBe(code && ERRORS[code].fix);
    expect(lean.outcome).toEqual(expect.any(String));
    expect(sdk).toEqual(lean);
  });

  it("says at its start how it speaks to AWS, and why", async () => {
    standing = await standUp({ CHIME_LEX_WIRE: "sdk" });
    await standing.emulator.send({ content: "Hello" });
    await standing.emulator.settled();
    const line = standing.output.find((one) => one.includes('"message":"wire"'));
    expect(JSON.parse(line ?? "{}")).toMatchObject({ wire: { wire: "sdk", reason: "CHIME_LEX_WIRE says so" } });
  });

  it("loads the SDK by itself where its environment asks for what only the SDK knows", async () => {
    standing = await standUp({
      AWS_USE_DUALSTACK_ENDPOINT: "false",
      AWS_PROFILE: "",
      AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrap",
    });
    await standing.emulator.send({ content: "Hello" });
    await standing.emulator.settled();
    const line = standing.output.find((one) => one.includes('"message":"wire"'));
    expect(JSON.parse(line ?? "{}")).toMatchObject({ wire: { wire: "sdk" } });
    expect(standing.emulator.messages()[0]?.Status.Value).toBe("SENT");
  });

  it("reads an alias and tells of a failure in words, by functions from a file of their own", async () => {
    const bot = {
      lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID",
      aliases: ["bank"],
    };
    standing = await standUp({
      CHIME_LEX_CONFIG: JSON.stringify({
        bots: [{ ...bot, localeId: "fr_FR", invokedBy: { standardMessages: "MENTIONS" } }],
        onFailure: "message",
      }),
      CHIME_LEX_BOT_ALIAS_ARN: "",
      CHIME_LEX_APP_INSTANCE_BOT_ARN: "",
    });
    standing.emulator.faults.lex = { status: 424, name: "DependencyFailedException", message: "No." };
    await standing.emulator.send({ content: "@bank What is my balance?" });
    await standing.emulator.settled();
    expect(JSON.parse(standing.emulator.messages()[0]?.Content ?? "{}")).toEqual({
      Messages: [{ Content: errorText(424, "fr"), ContentType: "PlainText" }],
    });
  });

  describe("whose first file was deployed alone", () => {
    let alone: string;
    beforeAll(() => {
      alone = join(mkdtempSync(join(tmpdir(), "alone-")), "index.cjs");
      copyFileSync(BUILT_PROCESSOR, alone);
    });
    afterAll(() => rmSync(dirname(alone), { recursive: true }));

    it("answers all the same, and keeps the images of cards without the table of media types", async () => {
      standing = await standUp({}, {}, alone);
      await standing.emulator.send({ content: "Hello" });
      await standing.emulator.settled();
      expect(standing.emulator.messages()[0]?.Content).toContain('"ImageUrl":"https://');
    });

    it("tells of a failure by its code, and which file would say what to do", async () => {
      const denied = { lex: { status: 403, name: "AccessDeniedException", message: "No." } };
      expect(await deliver("lean", denied, alone)).toEqual({
        outcome: "errored",
        code: "LEX_ACCESS_DENIED",
        fix: expect.stringMatching(/docs\/errors\.md.*rare\.cjs/),
      });
    });

    it("releases what it would need another file for", async () => {
      standing = await standUp({ CHIME_LEX_ON_FAILURE: "message" }, { retryDelaysMs: [] }, alone);
      standing.emulator.faults.lex = { status: 424, name: "DependencyFailedException", message: "No." };
      await standing.emulator.send({ content: "Hello" });
      await standing.emulator.settled();
      expect(standing.emulator.messages()[0]).toMatchObject({ Content: "Hello", Status: { Value: "SENT" } });
      expect(standing.output.join("\n")).toMatch(/"outcome":"failed".*"code":"INTERNAL"/);
    });

    it("releases what comes where its environment is wrong, and says which file would tell more", async () => {
      standing = await standUp({ CHIME_LEX_DELIVERY: "both" }, {}, alone);
      await standing.emulator.send({ content: "Hello" });
      await standing.emulator.settled();
      expect(standing.emulator.messages()[0]).toMatchObject({ Content: "Hello", Status: { Value: "SENT" } });
      expect(standing.output.join()).toMatch(/CONFIG_INVALID.*schema\.cjs/);
    });
  });
});
