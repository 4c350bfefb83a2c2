// The processor Lambda: the bridge, with functions of yours around it.
import { readFileSync } from "node:fs";
import { createHandler } from "chime-lex-bridge/lambda";

/** The options of the bridge. Variables of the environment come first. */
export const config = JSON.parse(readFileSync(new URL("bridge.json", import.meta.url), "utf8"));

/** @type {import("chime-lex-bridge").Hooks} */
export const hooks = {
  // Moderation: sees every message before the bot does, and may drop it.
  onMessage: ({ Content }) => (Content?.includes("buy followers") ? "deny" : undefined),
};

export const handler = createHandler({
  env: { CHIME_LEX_CONFIG: JSON.stringify(config), ...process.env },
  hooks,
});
