import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Io } from "../../../tools/cli/io.ts";
import { run } from "../../../tools/cli/run.ts";
import { createEmulator, type Emulator } from "../../../tools/emulator/index.ts";
import { capturedIo, type Told } from "../../captured-io.ts";
import { BANK_BOT } from "../../wire/emulator.ts";

const SENTENCE = "User: arn:aws:sts::1:assumed-role/r is not authorized to perform: lex:RecognizeText on it";

let printed: Told;
let io: Io;
let emulator: Emulator | undefined;
beforeEach(() => {
  printed = { out: "", err: "" };
  io = capturedIo(printed, { cwd: mkdtempSync(join(tmpdir(), "said-")) });
});
afterEach(async () => {
  rmSync(io.cwd, { recursive: true });
  await emulator?.close();
  emulator = undefined;
});

describe("a service's own sentence is shown whole to who asks by hand", () => {
  it("by send, beneath the delivery's way", async () => {
    const path = join(io.cwd, "processor.cjs");
    const record = { outcome: "errored", trace: [], content: { sentences: [SENTENCE] } };
    writeFileSync(path, `exports.handler = async () => (${JSON.stringify(record)});`);
    expect(await run(["send", "--processor", path, "--timeout", "300", "Hello"], io)).toBe(1);
    expect(printed.out).toMatch(/^ {2}said +User: .* is not authorized to perform: lex:RecognizeText on it$/m);
  });

  it("by talk, beneath the conversation that failed of it", async () => {
    const path = join(io.cwd, "talk.yaml");
    writeFileSync(
      path,
      "title: Refused\nturns:\n  - fault: { lex: { status: 403 } }\n  - user: Hello\n  - bot: Welcome\n",
    );
    expect(await run(["talk", path, "--bot", BANK_BOT], io)).toBe(1);
    expect(printed.out).toMatch(/^ {4}said {5}A fault of the script\.$/m);
  });

  it.each([[[]], [["--json"]]])("beneath the error that ends a command: %j", async (more) => {
    emulator = await createEmulator({ bots: [BANK_BOT] });
    const { url } = await emulator.listen();
    const argv = ["send", "--channel", `${emulator.world.channelArn}x`, "--as", emulator.world.users.ana.arn, ...more];
    const variables = { AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url, AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" };
    const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
    Object.assign(process.env, variables);
    try {
      expect(await run([...argv, "Hello"], io)).not.toBe(0);
    } finally {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
    expect(printed.err).toMatch(more.length ? /"sentence":"[^"]{5,}/ : /\nThe service said: .{5,}/);
  });
});
