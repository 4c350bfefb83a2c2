import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { command } from "../../captured-io.ts";

const SHOWCASE = fileURLToPath(new URL("../../../fixtures/bots/showcase-bot", import.meta.url));
/** Of a deployment: nobody with these answers on the emulator. */
const DEPLOYED = {
  lexBotAliasArn: "arn:aws:lex:eu-central-1:999988887777:bot-alias/DEPLOYED01/PRODALIAS1",
  appInstanceBotArn: "arn:aws:chime:eu-central-1:999988887777:app-instance/elsewhere/bot/deployed",
};

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "config-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

async function send(config: unknown, ...argv: string[]) {
  writeFileSync(join(cwd, "bridge.json"), JSON.stringify(config));
  const told = await command(["send", "--config", "bridge.json", "--json", ...argv], { cwd });
  return { ...told, said: told.code === 2 ? undefined : JSON.parse(told.out.trim().split("\n").at(-1) ?? "{}") };
}
const outcomeOf = ({ delivery }: { delivery: { invocations: { result: { outcome: string } }[] } }) =>
  delivery.invocations.at(-1)?.result.outcome;

describe("--config", () => {
  it("runs the options of a deployment with the emulator's bots in place of its own", async () => {
    const config = { bots: [{ ...DEPLOYED, invokedBy: { standardMessages: "MENTIONS" }, aliases: ["teller"] }] };
    expect(outcomeOf((await send(config, "Hello")).said)).toBe("released");
    const { said } = await send(config, "@teller hello");
    expect(outcomeOf(said)).toBe("replied");
    expect(said.delivery.turns[0].request.botId).toBe("BANKBOT001");
  });

  it("asks no table of claims", async () => {
    const config = { bots: [DEPLOYED], claims: { table: "chime-lex-claims" } };
    expect(outcomeOf((await send(config, "Hello")).said)).toBe("replied");
  });

  it("is what --delivery and --locale come before", async () => {
    const config = { delivery: "reply", bots: [{ ...DEPLOYED, localeId: "es_ES" }] };
    const spoken = await send(config, "quiero una pizza", "--bot", SHOWCASE);
    expect(spoken.said.delivery.turns[0].request.localeId).toBe("es_ES");
    expect(spoken.said.answers).toHaveLength(1);
    const other = await send(config, "Hello", "--bot", SHOWCASE, "--locale", "en_US", "--delivery", "replace");
    expect(other.said.delivery.turns[0].request.localeId).toBe("en_US");
    expect(other.said.answers).toEqual([]);
  });

  it.each<[what: string, config: unknown, told: RegExp]>([
    [
      "a misspelt option",
      { bots: [DEPLOYED], onFailur: "deny" },
      /onFailur is an unknown option, did you mean onFailure\?/,
    ],
    ["a misspelt option of a bot", { bots: [{ ...DEPLOYED, alias: [] }] }, /bots\[0\]\.alias is an unknown option/],
    ["a locale that is no text", { bots: [{ ...DEPLOYED, localeId: 5 }] }, /BankBot has no locale 5/],
    ["bots that are no list", { bots: "bank" }, /bots must be a list of bots/],
    ["no object", [], /the configuration must be an object/],
    ["a language that the bot hasn't", { bots: [{ ...DEPLOYED, localeId: "ko_KR" }] }, /has no locale ko_KR/],
  ])("tells of %s", async (_what, config, told) => {
    const { code, err } = await send(config, "Hello");
    expect([code, err]).toEqual([2, expect.stringMatching(told)]);
  });

  it("says which bots nobody answers for", async () => {
    const { code, err } = await send({ bots: [DEPLOYED, DEPLOYED] }, "Hello");
    expect([code, err]).toEqual([
      0,
      expect.stringContaining("bridge.json has 2 bots, and only 1 of them answers here"),
    ]);
  });

  it("is shown by dev", async () => {
    writeFileSync(join(cwd, "bridge.json"), JSON.stringify({ delivery: "reply", bots: [{ localeId: "es_ES" }] }));
    const { code, out } = await command(["dev", "--port", "0", "--config", "bridge.json", "--bot", SHOWCASE], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("the bridge, delivery reply");
    expect(out).toContain("es_ES (also en_US)");
  });

  it.each([
    ["dev", "--processor", "p.mjs"],
    ["send", "Hello", "--processor", "p.mjs"],
  ])("is for the bridge, not for a processor of one's own: %s", async (...argv) => {
    const { code, err } = await command([...argv, "--config", "bridge.json"], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining("--config is for the bridge")]);
  });
});
