import { expect, it, vi } from "vitest";
import { createBridge } from "../../src/bridge.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { readConfig } from "../../src/config/config.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { NO_PORTS } from "../../tools/testing/no-ports.ts";
import { CASE_CONFIG } from "../../tools/testing/run-cases.ts";
import { event } from "../claims/sample-event.ts";

const handle = (ports: Pick<Ports, "recognizeText" | "channelFlowCallback">) =>
  createBridge(readConfig(CASE_CONFIG), {
    ...NO_PORTS,
    ...ports,
    claims: createMemoryClaims(Date.now),
    log: () => {},
    now: Date.now,
  }).handle(event);

it("a callback port that throws an error of its own is called again, and a refusal after it counts as settled", async () => {
  const posted: (string | undefined)[] = [];
  const channelFlowCallback = vi.fn(async ({ ChannelMessage }: Parameters<Ports["channelFlowCallback"]>[0]) => {
    posted.push(ChannelMessage.Content);
    if (posted.length === 1) throw new Error("A proxy's socket.");
  });
  const recognizeText = async () => ({ messages: [{ contentType: "PlainText", content: "Hi" }] });
  const decision = await handle({ recognizeText, channelFlowCallback });
  expect(decision).toMatchObject({ outcome: "replied", retries: { callback: 1 } });
  expect(posted[1]).toBe(posted[0]);
});

it("a Lex port that throws an error of its own may have taken the turn, and isn't called again", async () => {
  const recognizeText = vi.fn(() => Promise.reject(new Error("A proxy's socket.")));
  const decision = await handle({ recognizeText, channelFlowCallback: async () => {} });
  expect(recognizeText).toHaveBeenCalledTimes(1);
  expect(decision).toMatchObject({ outcome: "errored", error: { code: "INTERNAL" } });
});
