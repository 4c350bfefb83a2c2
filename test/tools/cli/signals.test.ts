import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";

const CLI = fileURLToPath(new URL("../../../dist/cli.js", import.meta.url));

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

function start(...argv: string[]) {
  const child = spawn(process.execPath, [CLI, ...argv], { stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  const told = { out: "" };
  child.stdout.on("data", (chunk) => {
    told.out += chunk;
  });
  child.stderr.resume();
  return { child, told, closed: once(child, "close") };
}

/** `dev` whose bot hangs, and a `send` that waits for its answer. */
async function hanging() {
  const dev = start("dev", "--port", "0", "--json", "--fault", "hang:1");
  await expect.poll(() => dev.told.out).toContain("\n");
  const { url } = JSON.parse(dev.told.out);
  const send = start("send", "--url", url, "Hello");
  const struck = async () => ((await (await fetch(`${url}/_emulator/faults`)).json()) as { active: unknown[] }).active;
  await expect.poll(struck).toEqual([]);
  return { dev, send };
}

it("Ctrl-C ends a command at once that waits for an answer, as it ends any program", async () => {
  const { send } = await hanging();
  send.child.kill("SIGINT");
  expect(await send.closed).toEqual([null, "SIGINT"]);
});

it.each(["SIGINT", "SIGTERM"] as const)("%s ends dev at once, and well, whatever turn still hangs", async (signal) => {
  const { dev } = await hanging();
  dev.child.kill(signal);
  expect(await dev.closed).toEqual([0, null]);
});
