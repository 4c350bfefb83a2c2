import { setFlagsFromString } from "node:v8";
import { ratesToText, textToRates } from "../../emulator/channel/rates/rates.ts";
import { clientLines, STAND_IN_KEYS } from "../../emulator/client-lines.ts";
import { isLoopback } from "../../emulator/http/guard.ts";
import { textToFault } from "../../emulator/index.ts";
import { chooseLocale, type LocalisedBot } from "../../emulator/lex/choose-locale.ts";
import { answersTo, toStored } from "../answers-to.ts";
import type { DevOptions } from "../args/dev-args.ts";
import { type Embedded, startEmbedded } from "../embedded.ts";
import type { Io } from "../io.ts";
import { coloursOf, deliveryToLine, deliveryToText, messageToLines } from "../print.ts";

/** `dev`: the emulator and its page until the user stops it, beginning with a sample exchange. */
export async function dev(options: DevOptions, io: Io): Promise<number> {
  keepHeapSmall();
  const faults = options.faults.map(textToFault);
  const embedded = await startEmbedded(options, io);
  if (!isLoopback(options.host)) io.err(OUTSIDE);
  try {
    io.out(options.json ? `${JSON.stringify(embeddedToJson(embedded))}\n` : await welcome(embedded, options, io));
    // After the sample exchange, which would use up a fault that strikes once.
    for (const fault of faults) embedded.emulator.namedFaults.add(fault);
    const stop = options.json ? undefined : tellDeliveries(embedded.emulator, io);
    await io.ended();
    stop?.();
    return 0;
  } finally {
    await embedded.close();
  }
}

/**
 * A server that idles for hours beside an editor and a browser should hold what it needs, not what V8 hasn't collected yet. Node.js warns of
 * flags that are set once V8 runs; this one takes effect from the next collection on, on 20, 22 and 24 (`bench/README.md`, Memory).
 */
function keepHeapSmall(): void {
  setFlagsFromString("--optimize-for-size");
}

const OUTSIDE =
  "Everybody who reaches this address reads and changes all that is in the emulator, and no key is looked at. Without --host this machine alone does.\n";

/** One line for each delivery, once its invocation has ended, and again for each that came again. */
function tellDeliveries(emulator: Embedded["emulator"], io: Io): () => void {
  const told = new Map(emulator.deliveries().map(({ callbackId, invocations }) => [callbackId, invocations.length]));
  return emulator.on((change) => {
    if (change.kind === "reset") told.clear();
    if (change.kind !== "delivery") return;
    const { callbackId, invocations } = change.delivery;
    if (invocations.length <= (told.get(callbackId) ?? 0)) return;
    told.set(callbackId, invocations.length);
    io.out(deliveryToLine(change.delivery, coloursOf(io.colour)));
  });
}

function embeddedToJson({ emulator, url, secure }: Embedded): unknown {
  const { channelArn, users, bot, lexBots } = emulator.world;
  const client = { endpoint: url, region: "us-east-1", credentials: STAND_IN_KEYS };
  return { url, channelArn, users, bot, lexBots, client, ...(secure === undefined ? {} : { secure }) };
}

async function welcome(
  { emulator, url, processor, locale, secure }: Embedded,
  options: DevOptions,
  io: Io,
): Promise<string> {
  const c = coloursOf(io.colour);
  const { lexBots, channelArn, users } = emulator.world;
  const [bot] = lexBots;
  const info = [
    ["Page", c.bold(url)],
    [
      "Bot",
      lexBots
        .map((one, at) => `${one.name}  ${localeOf(one, at === 0 ? locale : undefined)}  ${c.dim(one.aliasArn)}`)
        .join("\n              "),
    ],
    ["Processor", processor],
    ["Channel", c.dim(channelArn)],
    ...(options.rates === undefined ? [] : [["Rates", ratesToText(textToRates(options.rates))]]),
  ].map(([name = "", value]) => `  ${name.padEnd(11)} ${value}\n`);
  return [
    `${c.bold("chime-lex-bridge")} ${io.version}: an emulator of Chime channel flows and Lex V2, in memory, not AWS\n\n`,
    ...info,
    bot ? await workedExchange(emulator, io) : "",
    `\nYour own clients (any AWS SDK or CLI), as ${users.ana.arn}:\n`,
    ...clientLines(url).map((line) => `  ${line}\n`),
    `The messaging session is at ${url.replace("http", "ws")}/connect, without TLS (docs/emulator.md).\n`,
    ...(secure === undefined ? [] : secureLines(secure)),
    `\nOpen ${c.bold(url)} and type a message. Ctrl-C ends it.\n`,
  ].join("");
}

/** A browser that doesn't know a certificate refuses `wss` without a word, so the page has to be visited first. */
function secureLines({ url, certPath }: NonNullable<Embedded["secure"]>): string[] {
  return [
    `\nWith TLS: ${url}, the session at ${url.replace("http", "ws")}/connect. No client knows the certificate yet:\n`,
    `  in a browser, visit ${url} once and accept it (otherwise the session ends with 1006 and says nothing)\n`,
    `  in Node.js, export NODE_EXTRA_CA_CERTS=${JSON.stringify(certPath)}\n`,
  ];
}

/** The language in use, and the others to choose from. */
function localeOf(bot: LocalisedBot, asked: string | undefined): string {
  const spoken = chooseLocale(bot, asked);
  const others = bot.locales.filter((id) => id !== spoken);
  return others.length === 0 ? spoken : `${spoken} (also ${others.join(", ")})`;
}

async function workedExchange(emulator: Embedded["emulator"], io: Io): Promise<string> {
  const c = coloursOf(io.colour);
  const { MessageId } = await emulator.send({ content: "Hello" });
  await emulator.settled().catch(() => {
    // A processor that never calls back leaves the message pending, and that is what is shown.
  });
  const message = emulator.messages().find((one) => one.MessageId === MessageId);
  const delivery = emulator.deliveries().find(({ messageId }) => messageId === MessageId);
  if (!message || !delivery) return "";
  const { CreatedTimestamp: _, Target: __, ...stored } = message;
  const answers = answersTo(MessageId, emulator.messages().map(toStored));
  const shown = [stored, ...answers].map((one) => messageToLines(one, c)).join("");
  return `\nOne message, all the way:\n${shown}${deliveryToText(delivery, c)}`;
}
