import { BridgeError } from "../../src/errors/bridge-error.ts";
import { type CliCommand, parseArgs } from "./args/args.ts";
import type { Io } from "./io.ts";
import { toSafe } from "./terminal.ts";

/** Runs a command line and resolves to its exit code: 0 fine, 1 a check failed, 2 wrong use. */
export async function run(argv: readonly string[], surroundings: Io): Promise<number> {
  const io = toSafe(surroundings, argv.includes("--json"));
  try {
    const command = parseArgs(argv, io.version);
    if (command.name === "print") {
      io.out(command.text);
      return 0;
    }
    return await (await load(command))(io);
  } catch (caught) {
    const error = BridgeError.from(caught);
    const isJson = argv.includes("--json");
    const { code, fault, fix, detail, sentence } = error;
    // Nothing is logged here, so the service's own sentence may be shown.
    const said = sentence === undefined ? "" : `\nThe service said: ${sentence}`;
    if (isJson) io.err(`${JSON.stringify({ error: { code, fault, detail, fix, sentence } })}\n`);
    else io.err(`${error.message}${code === "INTERNAL" ? `\n${String(error.cause)}` : said}\n`);
    return error.fault === "caller" || error.fault === "configuration" ? 2 : 1;
  }
}

/** A command loads only what it needs, so that help appears at once. */
async function load(command: Exclude<CliCommand, { name: "print" }>): Promise<(io: Io) => number | Promise<number>> {
  switch (command.name) {
    case "dev": {
      const { dev } = await import("./commands/dev.ts");
      return (io) => dev(command, io);
    }
    case "init": {
      const { init } = await import("./commands/init.ts");
      return (io) => init(command, io);
    }
    case "map": {
      const { map } = await import("./commands/map.ts");
      return (io) => map(command, io);
    }
    case "check": {
      const { check } = await import("./commands/check.ts");
      return (io) => check(command, io);
    }
    case "case from-log": {
      const { caseFromLog } = await import("./commands/case-from-log.ts");
      return (io) => caseFromLog(command, io);
    }
    case "case from-cassette": {
      const { caseFromCassette } = await import("./commands/case-from-cassette.ts");
      return (io) => caseFromCassette(command, io);
    }
    case "talk": {
      const { talk } = await import("./commands/talk.ts");
      return (io) => talk(command, io);
    }
    case "talk import": {
      const { talkImport } = await import("./commands/test-set/talk-import.ts");
      return (io) => talkImport(command, io);
    }
    case "talk export": {
      const { talkExport } = await import("./commands/test-set/talk-export.ts");
      return (io) => talkExport(command, io);
    }
    case "load": {
      const { load: loadOn } = await import("./commands/load.ts");
      return (io) => loadOn(command, io);
    }
    case "record": {
      const { record } = await import("./commands/record.ts");
      return (io) => record(command, io);
    }
    case "replay": {
      const { replay } = await import("./commands/replay.ts");
      return (io) => replay(command, io);
    }
    case "redrive": {
      const { redrive } = await import("./commands/redrive.ts");
      return (io) => redrive(command, io);
    }
    case "import": {
      const { importNativeBots } = await import("./commands/import-bots.ts");
      return (io) => importNativeBots(command, io);
    }
    case "doctor": {
      const { doctor } = await import("./commands/doctor.ts");
      return (io) => doctor(command, io);
    }
    case "explain": {
      const { explain } = await import("./commands/explain.ts");
      return (io) => explain(command, io);
    }
    case "send": {
      const { send } = await import("./commands/send.ts");
      return (io) => send(command, io);
    }
  }
}
