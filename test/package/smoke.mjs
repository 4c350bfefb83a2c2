// Run in a user's project: one message over the wire with every library that the package shares with its user, and what came of it.
import { createBridge } from "chime-lex-bridge";
import { createEmulator } from "chime-lex-bridge/emulator";
import { createHandler } from "chime-lex-bridge/lambda";
import { readReply } from "chime-lex-bridge/mappers";

const bot = new URL("node_modules/chime-lex-bridge/fixtures/bots/bank-bot", import.meta.url).pathname;
const emulator = await createEmulator({ bots: [bot], retryDelaysMs: [50] });
const { url } = await emulator.listen();
process.env.AWS_ENDPOINT_URL_LEX_RUNTIME_V2 = url;
process.env.AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING = url;
const [{ aliasArn }] = emulator.world.lexBots;

const env = { ...process.env, CHIME_LEX_BOT_ALIAS_ARN: aliasArn, CHIME_LEX_CLAIMS_TABLE: "chime-lex-claims" };
emulator.setProcessor(createHandler({ env }));
emulator.namedFaults.add({ name: "redeliver", copies: 2 });
await emulator.send({ content: "hello", as: "ben" });
await emulator.settled();

// A bridge of one's own refuses a configuration by the same zod.
let refused = "";
try {
  createBridge({ bots: [{ lexBotAliasArn: "no ARN" }] });
} catch ({ code }) {
  refused = code;
}
const [delivery] = emulator.deliveries();
const [message] = emulator.messages();
const taken = delivery.callbacks.filter((callback) => callback.refused === undefined).length;
process.stdout.write(
  `\n${JSON.stringify({ turns: delivery.turns.length, taken, reply: readReply(message).kind, refused })}\n`,
);
await emulator.close();
process.exit();
