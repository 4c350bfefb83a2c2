import { BridgeError } from "../../src/errors/bridge-error.ts";
import { parseArgs } from "./args/args.ts";
import { caseFromCassette } from "./commands/case-from-cassette.ts";
import { caseFromLog } from "./commands/case-from-log.ts";
import { check } from "./commands/check.ts";
import { dev } from "./commands/dev.ts";
import { doctor } from "./commands/doctor.ts";
import { map } from "./commands/map.ts";
import { record } from "./commands/record.ts";
import { redrive } from "./commands/redrive.ts";
import { replay } from "./commands/replay.ts";
import { send } from "./commands/send.ts";
import { talk } from "./commands/talk.ts";
import type { Io } from "./io.ts";

/** Runs a command line and resolves to its exit code: 0 fine, 1 a check failed, 2 wrong use. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    const command = parseArgs(argv, io.version);
    switch (command.name) {
      case "print":
        io.out(command.text);
        return 0;
      case "dev":
        return await dev(command, io);
      case "map":
        return await map(command, io);
      case "check":
        return await check(command, io);
      case "case from-log":
        return await caseFromLog(command, io);
      case "case from-cassette":
        return caseFromCassette(command, io);
      case "talk":
        return await talk(command, io);
      case "record":
        return await record(command, io);
      case "replay":
        return await replay(command, io);
      case "redrive":
        return await redrive(command, io);
      case "doctor":
        return doctor(command, io);
      case "send":
        return await send(command, io);
    }
  } catch (caught) {
    const error = BridgeError.from(caught);
    const isJson = argv.includes("--json");
    const { code, fault, fix, detail } = error;
    if (isJson) io.err(`${JSON.stringify({ error: { code, fault, detail, fix } })}\n`);
    else io.err(`${error.message}${code === "INTERNAL" ? `\n${String(error.cause)}` : ""}\n`);
    return error.fault === "caller" || error.fault === "configuration" ? 2 : 1;
  }
}
