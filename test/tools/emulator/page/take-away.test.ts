import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { createBridge } from "../../../../src/index.ts";
import { useBridge } from "../../../../tools/cli/bridge-processor.ts";
import type { EmulatedDelivery } from "../../../../tools/emulator/delivery.ts";
import { createEmulator } from "../../../../tools/emulator/index.ts";
import { deliveryToCase } from "../../../../tools/emulator/page/take-away/delivery-to-case.ts";
import { deliveryToMap, deliveryToSend } from "../../../../tools/emulator/page/take-away/delivery-to-command.ts";
import { runCases } from "../../../../tools/testing/run-cases.ts";

const BOT = fileURLToPath(new URL("../../../../fixtures/bots/bank-bot", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "case-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the emulator saw of each of these messages, with the bridge as its processor. */
async function deliveriesOf(texts: readonly string[], fault?: { status: number; name: string; message: string }) {
  const emulator = await createEmulator({ bots: [BOT] });
  const config = {
    bots: [{ lexBotAliasArn: emulator.world.lexBots[0]?.aliasArn ?? "", appInstanceBotArn: emulator.world.bot.arn }],
  };
  const bridge = createBridge(config, { ...emulator.ports, log: () => {} });
  emulator.setProcessor((event) => bridge.handle(event, { deadline: Date.now() + 1_500 }));
  if (fault !== undefined) emulator.faults.lex = fault;
  for (const content of texts) {
    await emulator.send({ content });
    await emulator.settled();
  }
  return { deliveries: emulator.deliveries(), config };
}

describe("a delivery as a case folder", () => {
  it.each<[what: string, text: string, fault?: { status: number; name: string; message: string }]>([
    ["a reply", "hi"],
    ["a release", "   "],
    ["a lex-error", "hi", { status: 403, name: "AccessDeniedException", message: "No." }],
  ])("passes as a case: %s", async (what, text, fault) => {
    const { deliveries, config } = await deliveriesOf([text], fault);
    const made = deliveryToCase(deliveries[0] as EmulatedDelivery, [], config);
    if (typeof made === "string") throw new Error(made);
    const into = join(folder, what.replaceAll(" ", "-"), made.name);
    mkdirSync(into, { recursive: true });
    for (const [name, value] of Object.entries(made.files)) writeFileSync(join(into, name), JSON.stringify(value));
    const [result] = await runCases(into);
    expect(result?.differences).toEqual([]);
  });
});

it("a delivery that a pause decided, or that wrote one, is offered as no case, and it says why and what to do", async () => {
  const emulator = await createEmulator({ bots: [BOT] });
  const { url } = await emulator.listen();
  const { stop } = useBridge(emulator, url, {
    config: { handoff: { phrases: ["human please"], resumePhrases: ["go on"] } },
  });
  const said: [string, string][] = [
    ["human please", "ana"],
    ["hi", "ana"],
    ["Hello.", "ben"],
    ["go on", "ben"],
    ["hi", "ana"],
  ];
  for (const [content, as] of said) {
    await emulator.send({ content, as });
    await emulator.settled();
  }
  const made = emulator.deliveries().map((one) => deliveryToCase(one, [], {}));
  stop();
  await emulator.close();
  const why = expect.stringMatching(/^A pause decided this delivery, .* 0-lookup\.json\.$/);
  expect(made).toEqual([why, why, why, why, expect.objectContaining({ name: "hi-is-replied" })]);
});

describe("a delivery as a command", () => {
  it("gives a shell every word as it is, whatever is in it", () => {
    const argv = join(folder, "argv.sh");
    writeFileSync(argv, 'printf "%s\\0" "$@"\n');
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).filter((one) => !one.includes("\0"));
    fc.assert(
      fc.property(text, (Content) => {
        const delivery = {
          event: { ChannelMessage: { Content, Sender: { Arn: "arn:x" } } },
        } as unknown as EmulatedDelivery;
        const command = deliveryToSend(delivery, undefined, "http://127.0.0.1:1").replace(
          "npx chime-lex-bridge",
          `sh '${argv}'`,
        );
        const words = execFileSync("sh", ["-c", command], { encoding: "utf8" }).split("\0").slice(0, -1);
        expect(words).toEqual(["send", "--url", "http://127.0.0.1:1", "--as", "arn:x", "--", Content]);
      }),
      { numRuns: 25 },
    );
  });

  it("maps without a turn result where there was no turn", () => {
    const delivery = { event: { a: 1 }, turns: [] } as unknown as EmulatedDelivery;
    expect(deliveryToMap(delivery, undefined)).toBe("npx chime-lex-bridge map \\\n  <(printf %s '{\"a\":1}')");
  });
});
