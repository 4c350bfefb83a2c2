import { createEmulator, type Emulator, type EmulatorOptions } from "../../tools/emulator/index.ts";
import { BANK_BOT } from "../wire/emulator.ts";
import { interpose, type Watch } from "./interposer.ts";
import { type ProcessorProcess, startProcessor } from "./processor-process.ts";
import { startTable } from "./table.ts";

export interface Stand {
  readonly emulator: Emulator;
  readonly processes: readonly ProcessorProcess[];
  readonly close: () => Promise<void>;
}

export interface StandOptions extends Partial<EmulatorOptions> {
  /** A bot export in place of the bank's. */
  readonly bot?: string;
  /** More variables of the function. */
  readonly env?: (emulator: Emulator) => Readonly<Record<string, string>>;
}

/** Emulator, table and the built function in processes of its own, with a watch on every wire between them. */
export async function stand(
  watch: Watch,
  count = 1,
  { bot = BANK_BOT, env: more = () => ({}), ...options }: StandOptions = {},
): Promise<Stand> {
  const emulator = await createEmulator({
    bots: [bot],
    retryDelaysMs: [50, 100],
    functionTimeoutMs: 12_000,
    ...options,
  });
  const { url } = await emulator.listen();
  const table = await startTable();
  const services = await interpose(url, watch);
  const database = await interpose(table.endpoint, watch);
  const env = {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "x",
    AWS_SECRET_ACCESS_KEY: "x",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    AWS_ENDPOINT_URL_LEX_RUNTIME_V2: services.url,
    AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: services.url,
    AWS_ENDPOINT_URL_DYNAMODB: database.url,
    CHIME_LEX_BOT_ALIAS_ARN: emulator.world.lexBots[0]?.aliasArn ?? "",
    CHIME_LEX_CLAIMS_TABLE: table.table,
    // A turn ends long before the function's own time, which a busy machine eats.
    CHIME_LEX_CONFIG: '{"turnTimeoutMs":4000}',
    ...more(emulator),
  };
  const processes = Array.from({ length: count }, () => startProcessor(env));
  let turn = 0;
  emulator.setProcessor((event, context) => {
    const process = processes[turn++ % processes.length];
    return process?.processor(event, context);
  });
  return {
    emulator,
    processes,
    close: async () => {
      for (const process of processes) await process.close();
      for (const one of [services, database, table, emulator]) await one.close();
    },
  };
}
