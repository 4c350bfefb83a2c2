// The emulator that `sessions.mjs` measures, without a bot or a flow: its messages are sent at once.
import { createEmulator } from "../dist/emulator.js";

const emulator = await createEmulator({ bots: [] });
const { url } = await emulator.listen();
const { channelArn, users } = emulator.world;

process.on("message", async (asked) => {
  if (asked === "end") {
    await emulator.close();
    process.disconnect();
    return;
  }
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc();
    await new Promise(setImmediate);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  process.send({ rss, held: heapUsed + external, processorMs: (user + system) / 1000 });
});
process.send({ url, channelArn, users: [users.ana.arn, users.ben.arn] });
