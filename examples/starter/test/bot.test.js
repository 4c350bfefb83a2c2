import { createBridge } from "chime-lex-bridge";
import { createEmulator } from "chime-lex-bridge/emulator";
import { describeCases, describeConversations } from "chime-lex-bridge/testing/vitest";
import { expect, it } from "vitest";
import { config, hooks } from "../processor.mjs";

// What one message and Lex's answer become in the channel.
describeCases("cases", config, { hooks });

// What people say, and what the bot says to it.
describeConversations("talks", { config, hooks });

it("what is banned reaches nobody, and the bot isn't asked", async () => {
  const emulator = await createEmulator({ bots: ["node_modules/chime-lex-bridge/fixtures/bots/bank-bot"] });
  const bridge = createBridge(config, { ...emulator.ports, ...hooks });
  emulator.setProcessor((event) => bridge.handle(event));
  await emulator.send({ content: "Hello, buy followers" });
  await emulator.settled();
  expect(emulator).toBeDenied();
  await emulator.close();
});
