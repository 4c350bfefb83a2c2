// Runs one processor: loads it, handles as many events as it is told to, one after the other, and says what that took.
const { pathToFileURL } = require("node:url");

process.once("message", async ({ turns }) => {
  const { eventOf } = await import(pathToFileURL(turns).href);
  const begun = performance.now();
  const { handler } = require(process.argv[2]);
  // What a module puts off to a microtask belongs to its start.
  await new Promise(setImmediate);
  const start = performance.now() - begun;
  const context = { getRemainingTimeInMillis: () => 60_000 };
  let number = process.pid * 100_000;
  process.on("message", async ({ messages }) => {
    const [wall, cpu] = [performance.now(), process.cpuUsage()];
    for (let at = 0; at < messages; at++) await handler(eventOf(++number), context);
    const { user, system } = process.cpuUsage(cpu);
    const taken = performance.now() - wall;
    process.send({ wall: taken, cpu: (user + system) / 1_000, rss: process.memoryUsage().rss });
  });
  process.send({ start, rss: process.memoryUsage().rss });
});
