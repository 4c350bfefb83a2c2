import { fileURLToPath } from "node:url";
import { ChimeSDKMessagingClient } from "@aws-sdk/client-chime-sdk-messaging";
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
  loadProcessor,
  type Processor,
} from "../../tools/emulator/index.ts";

export const BANK_BOT = fileURLToPath(new URL("../../fixtures/bots/bank-bot", import.meta.url));
export const TRAVEL_BOT = fileURLToPath(new URL("../../fixtures/bots/travel-bot", import.meta.url));
export const BUILT_PROCESSOR = fileURLToPath(new URL("../../dist/lambda/index.cjs", import.meta.url));
export const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

export interface Standing {
  readonly emulator: Emulator;
  readonly url: string;
  readonly connections: () => { http1: number; http2: number };
  readonly chime: ChimeSDKMessagingClient;
  /** The built file in its own process, for a test that stands before it. */
  readonly processor: Processor;
  /** What the processor wrote, a line each. */
  readonly output: string[];
  readonly close: () => Promise<void>;
}

/** The emulator on a free port, with the built `index.cjs`, or another file, as its processor in a child process of its own. */
export async function standUp(
  env: Record<string, string> = {},
  options: Partial<EmulatorOptions> = {},
  path = BUILT_PROCESSOR,
): Promise<Standing> {
  const emulator = await createEmulator({ bots: [BANK_BOT], retryDelaysMs: [50, 100], ...options });
  const { url, connections } = await emulator.listen();
  const output: string[] = [];
  const loaded = await loadProcessor(
    path,
    {
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_ENDPOINT_URL_LEX_RUNTIME_V2: url,
      AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      CHIME_LEX_BOT_ALIAS_ARN: emulator.world.lexBots[0]?.aliasArn ?? "",
      CHIME_LEX_APP_INSTANCE_BOT_ARN: emulator.world.bot.arn,
      ...env,
    },
    { execPath: process.execPath, onOutput: (line) => output.push(line) },
  );
  emulator.setProcessor(loaded.processor);
  const chime = new ChimeSDKMessagingClient({ region: "us-east-1", endpoint: url, credentials: CREDENTIALS });
  return {
    emulator,
    url,
    connections,
    chime,
    processor: loaded.processor,
    output,
    close: async () => {
      chime.destroy();
      await loaded.close();
      await emulator.close();
    },
  };
}
