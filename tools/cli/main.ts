#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { run } from "./run.ts";

/** `dist/cli.js` stands one folder below package.json, this source two. */
const up = import.meta.url.endsWith(".ts") ? "../../" : "../";
const { version } = JSON.parse(readFileSync(new URL(`${up}package.json`, import.meta.url), "utf8")) as {
  version: string;
};

// The SDK warns on Node 20 about releases after January 2027. A terminal user can do nothing about it; README.md says it once.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

let ended: Promise<void> | undefined;
let isEnded = false;

/** From the first call on, the first signal is the command's own to obey; a second one ends the process as ever. */
function end(): Promise<void> {
  ended ??= new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        isEnded = true;
        resolve();
      });
    }
  });
  return ended;
}

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  status: (line) => void process.stderr.write(`\r\u001b[K${line}`),
  stdin: () => readFileSync(0, "utf8"),
  env: process.env,
  cwd: process.cwd(),
  version,
  execPath: process.execPath,
  colour: process.stdout.isTTY === true && !process.env["NO_COLOR"],
  isTerminal: process.stdout.isTTY === true,
  ended: end,
});
// What still waits now, a turn that hangs say, waits for an emulator that is gone.
if (isEnded) process.stdout.write("", () => process.exit());
