import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBridge } from "../../../src/index.ts";
import { createEmulator } from "../../../tools/emulator/index.ts";
import "../../../tools/testing/vitest.ts";
import { command } from "../../captured-io.ts";
import { BANK_BOT } from "../../wire/emulator.ts";
import { blockOf } from "./page.ts";

describe("docs/testing.md", () => {
  let cwd: string;
  const path = (file: string) => join(cwd, "cases/a-greeting", file);
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), "page-"));
    mkdirSync(join(cwd, "cases/a-greeting"), { recursive: true });
    for (const file of ["case.json", "1-event.json", "3-turn-result.json"])
      writeFileSync(path(file), blockOf(`json ${file}`));
  });
  afterAll(() => rmSync(cwd, { recursive: true }));

  it("makes its first case as it says, and the case passes", async () => {
    const { code, out } = await command(["check", "--update", "cases"], { cwd });
    expect(out).toBe(blockOf("text check --update cases"));
    expect(code).toBe(0);
    expect(await command(["check", "cases"], { cwd })).toMatchObject({ code: 0, out: "1 passed, 0 failed\n" });
  });

  it("shows the failure that its three changes make", async () => {
    const result = JSON.parse(blockOf("json 3-turn-result.json"));
    const card = result.messages[0].imageResponseCard;
    delete card.subtitle;
    card.buttons[0].text = "My balance";
    result.sessionState.intent.state = "Failed";
    writeFileSync(path("3-turn-result.json"), JSON.stringify(result));
    const { code, out } = await command(["check", "cases"], { cwd });
    expect(out).toBe(blockOf("text check cases"));
    expect(code).toBe(1);
  });

  it("shows what a matcher says", async () => {
    const emulator = await createEmulator({ bots: [BANK_BOT] });
    const bridge = createBridge(
      { bots: [{ lexBotAliasArn: emulator.world.lexBots[0]?.aliasArn ?? "" }] },
      emulator.ports,
    );
    emulator.setProcessor((event) => bridge.handle(event));
    await emulator.send({ content: "What is my balance?" });
    await emulator.settled();
    expect(() => expect(emulator).toReply("Which account?")).toThrow(blockOf("text matcher").trimEnd());
    await emulator.close();
  });
});
