import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const LOG = fileURLToPath(new URL("../../../src/lambda/log.ts", import.meta.url));

/** What a process of its own writes that runs this with `out` and `err`. `read` is called as often as something was read. */
async function written(program: string, { until = "", read = () => {} } = {}): Promise<[out: string, err: string]> {
  const contents = `import { descriptorLines } from ${JSON.stringify(LOG)}; const { out, err } = descriptorLines(); ${program}`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: "." },
    bundle: true,
    platform: "node",
    format: "cjs",
    write: false,
  });
  const child = spawn(process.execPath, ["-e", outputFiles[0]?.text ?? ""], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const ended = once(child, "close");
  // Until then nobody reads.
  if (until) while ((await once(child, "message"))[0] !== until);
  const said: [string, string] = ["", ""];
  child.stdout?.on("data", (chunk) => {
    said[0] += chunk;
    read();
  });
  child.stderr?.on("data", (chunk) => {
    said[1] += chunk;
  });
  await ended;
  return said;
}

describe("the function's lines", () => {
  it("go to standard output and to standard error, in their order", async () => {
    const said = await written(`out("a"); err("b"); out("ü", "c"); process.disconnect();`);
    expect(said).toEqual(["a\nü\nc\n", "b\n"]);
  });

  it("arrive whole and in their order where a pipe was full, and is read again before its stream knows", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lines-"));
    const flag = join(folder, "read");
    // Far more than the kernel keeps for a pipe, before anybody reads; then more while this thread leaves the stream no turn.
    const program = `const { existsSync } = require("node:fs");
      const line = (at) => out(at + " " + "x".repeat(3_000));
      process.stdout.write("first\\n");
      for (let at = 0; at < 150; at++) line(at);
      process.send("full");
      for (let at = 0; at < 2_000 && !existsSync(${JSON.stringify(flag)}); at++)
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      for (let at = 150; at < 300; at++) line(at);
      process.disconnect();`;
    const [out] = await written(program, { until: "full", read: () => writeFileSync(flag, "") });
    rmSync(folder, { recursive: true });
    const lines = Array.from({ length: 300 }, (_, at) => `${at} ${"x".repeat(3_000)}`);
    expect(out === `${["first", ...lines].join("\n")}\n`).toBe(true);
  });

  it("are lost without a word where nobody is there to read them", async () => {
    const program = `require("node:fs").closeSync(1); out("lost"); err("told"); process.disconnect();`;
    expect(await written(program)).toEqual(["", "told\n"]);
  });
});
