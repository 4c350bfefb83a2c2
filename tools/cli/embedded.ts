import { isAbsolute, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readConfig } from "../../src/config/config.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { textToRates } from "../emulator/channel/rates/rates.ts";
import { createEmulator, type Emulator, loadProcessor } from "../emulator/index.ts";
import { chooseLocale } from "../emulator/lex/choose-locale.ts";
import { resolveHooks } from "../testing/conversation/script/resolve-hooks.ts";
import type { JsonConfig } from "./args/options/bridge-options.ts";
import { EMULATOR_CREDENTIALS, useBridge } from "./bridge-processor.ts";
import { exportsToNeeds } from "./export-needs.ts";
import type { Io } from "./io.ts";
import { readJsonFile } from "./read-json.ts";

/** An emulator on a port of its own, with a processor that meets it over the wire. */
export interface Embedded {
  readonly emulator: Emulator;
  readonly url: string;
  /** What answers there, in words, and the language that the bridge speaks to the first bot. */
  readonly processor: string;
  readonly locale?: string;
  /** Of `tls`: its address, and where the certificate to be trusted lies. */
  readonly secure?: { readonly url: string; readonly certPath: string };
  readonly close: () => Promise<void>;
}

export interface EmbeddedOptions {
  readonly bots: readonly string[];
  readonly processor?: string;
  readonly codeHooks?: Readonly<Record<string, string>>;
  /** Whether to reload a processor or code hook that was changed. */
  readonly watch?: boolean;
  /** How the bridge answers, where it is the processor; by default as its configuration says, else `replace`. */
  readonly delivery?: "replace" | "reply";
  /** The language that is spoken; the first of the export by default. */
  readonly locale?: string;
  /** The path of a configuration for the bridge, as JSON. */
  readonly config?: string;
  /** Options of the bridge that come before those of its configuration, as a script's do. */
  readonly overrides?: JsonConfig;
  /** How the emulated bot chooses among variations, and how it ends a fulfilment that calls a function there isn't. */
  readonly seed?: number;
  readonly fulfillment?: "failed" | "fulfilled";
  readonly port: number;
  readonly host: string;
  /** Chime's rates, as `textToRates` reads them; by default none. */
  readonly rates?: string;
  /** Origins whose pages may ask the services; by default none. */
  readonly allowOrigins?: readonly string[];
  /** Names by which it may be called beside those of loopback; by default none. */
  readonly allowHosts?: readonly string[];
  /** Whether a second port, the next one, speaks https and wss; by default none does. */
  readonly tls?: boolean;
}

const PORT_MAX = 65_535;

/** What comes with the package to try it on. `dist/cli.js` stands one folder below it, this source two. */
export const SAMPLES = new URL(`${import.meta.url.endsWith(".ts") ? "../../" : "../"}fixtures/`, import.meta.url);

/**
 * Starts the emulator, then its processor: the bridge itself, with the AWS SDK's clients pointed at the emulator, or a module of
 * the user's in a child process, with the variables set that any SDK follows.
 */
export async function startEmbedded(options: EmbeddedOptions, io: Io): Promise<Embedded> {
  const bots =
    options.bots.length > 0
      ? options.bots.map((path) => resolve(io.cwd, path))
      : [fileURLToPath(new URL("bots/bank-bot", SAMPLES))];
  const codeHooks = resolveHooks(options.codeHooks ?? {}, io.cwd);
  const log = (line: string) => io.err(`${line}\n`);
  const rates = options.rates === undefined ? {} : { rates: textToRates(options.rates) };
  const { watch = false, seed, fulfillment } = options;
  const chosen = { ...(seed === undefined ? {} : { seed }), ...(fulfillment === undefined ? {} : { fulfillment }) };
  const emulator = await createEmulator({ bots, codeHooks, watch, log, ...rates, ...chosen });
  try {
    const { port, host, allowOrigins = [], allowHosts = [] } = options;
    if (options.tls && port === PORT_MAX) {
      throw new BridgeError("USAGE", `There is no port after ${port} for --tls.`, { fix: "Choose a lower --port." });
    }
    const { url } = await emulator.listen({ port, host, allowOrigins, allowHosts });
    const secure = options.tls ? await listenSecurely(emulator, Number(new URL(url).port), options, io) : undefined;
    const processor = await startProcessor(emulator, url, options, io);
    for (const need of await exportsToNeeds(bots, Object.keys(codeHooks))) log(`! ${need}`);
    return {
      emulator,
      url,
      ...processor.told,
      ...(secure === undefined ? {} : { secure }),
      close: async () => {
        await processor.close();
        await emulator.close();
      },
    };
  } catch (caught) {
    await emulator.close();
    throw caught;
  }
}

/** A second door to the same emulator. Its port is the next one, so that a client's address stays the same; any where the first was any. */
async function listenSecurely(
  emulator: Emulator,
  plainPort: number,
  { port, host, allowOrigins = [], allowHosts = [] }: EmbeddedOptions,
  io: Io,
): Promise<NonNullable<Embedded["secure"]>> {
  const { cacheFolder, keepCertificate } = await import("./tls/certificate.ts");
  const { certPath, ...tls } = await keepCertificate(cacheFolder(io.env), Date.now());
  const { url } = await emulator.listen({ port: port === 0 ? 0 : plainPort + 1, host, allowOrigins, allowHosts, tls });
  return { url, certPath };
}

async function startProcessor(
  emulator: Emulator,
  url: string,
  { processor: module, delivery, locale, config: path, overrides = {}, watch = false }: EmbeddedOptions,
  io: Io,
): Promise<{ readonly told: Pick<Embedded, "processor" | "locale">; close: () => Promise<void> }> {
  if (module === undefined) {
    const config = { ...(path === undefined ? {} : readConfigFile(path, emulator, io)), ...overrides };
    const log = (line: string) => io.err(`${line}\n`);
    const wishes = { config, log, ...(delivery ? { delivery } : {}), ...(locale ? { locale } : {}) };
    const { stop, ...told } = useBridge(emulator, url, wishes);
    return { told, close: async () => stop() };
  }
  const file = isAbsolute(module) ? module : resolve(io.cwd, module);
  const loaded = await loadProcessor(file, emulatorEnvironment(emulator, url, locale, io), {
    execPath: io.execPath,
    onOutput: (line) => io.err(`processor: ${line}\n`),
    watch,
  });
  const name = relative(io.cwd, file);
  emulator.setProcessor(loaded.processor, name);
  return { told: { processor: name, ...(locale ? { locale } : {}) }, close: () => loaded.close() };
}

/** A configuration, as far as it is an object. Tells which of its bots nobody answers for here. */
function readConfigFile(path: string, { world }: Emulator, io: Io): JsonConfig {
  const config = readJsonFile(path, io);
  if (typeof config !== "object" || config === null || Array.isArray(config)) readConfig(config);
  const { bots = [] } = config as { readonly bots?: readonly unknown[] };
  const answering = Math.min(world.lexBots.length, world.bots.length);
  if (bots.length > answering) {
    const those = answering === 1 ? "only 1 of them answers" : `only ${answering} of them answer`;
    io.err(`! ${path} has ${bots.length} bots, and ${those} here: pass an export for each with --bot.\n`);
  }
  return config as JsonConfig;
}

/** What points any AWS SDK at the emulator, and the bridge's own handler at its first bot; what the user set stays. */
function emulatorEnvironment(
  { world }: Emulator,
  url: string,
  locale: string | undefined,
  io: Io,
): Record<string, string | undefined> {
  const [first] = world.lexBots;
  return {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: EMULATOR_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: EMULATOR_CREDENTIALS.secretAccessKey,
    CHIME_LEX_BOT_ALIAS_ARN: first?.aliasArn,
    ...(first === undefined ? {} : { CHIME_LEX_LOCALE_ID: chooseLocale(first, locale) }),
    CHIME_LEX_APP_INSTANCE_BOT_ARN: world.bot.arn,
    ...io.env,
    AWS_ENDPOINT_URL_LEX_RUNTIME_V2: url,
    AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url,
    AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY: url,
  };
}
