import { createBridge } from "../../../src/bridge.ts";
import { createMemoryClaims } from "../../../src/claims/memory.ts";
import { createMemoryPauses } from "../../../src/claims/memory-pauses.ts";
import { readConfig } from "../../../src/config/config.ts";
import { BRIDGE_OPTIONS } from "../../../src/config/options.ts";
import { BridgeError, type ErrorCode } from "../../../src/errors/bridge-error.ts";
import type { Hooks } from "../../../src/ports/hooks.ts";
import type { Ports, RecognizeText } from "../../../src/ports/ports.ts";
import { deliveryToSilence } from "../../emulator/delivery-to-silence.ts";
import { createEmulator, type Emulator, type EmulatorOptions } from "../../emulator/index.ts";
import { chooseLocale } from "../../emulator/lex/choose-locale.ts";
import { readExport } from "../../emulator/lex/export/read-export.ts";
import { inFreshSessions } from "../cassette/ask-bot.ts";
import { type HeardDelivery, recordingBridge } from "../cassette/recording-bridge.ts";
import { NO_PORTS } from "../no-ports.ts";
import type { AskedTurn, BotAnswer, ChannelWishes, ConversationChannel, LexInput, Utterance } from "./channel.ts";
import { withLexInput } from "./lex-input.ts";
import { emulatedMembers, isOneOf, messageToStored, peopleOf } from "./people.ts";
import { messagesToSaid } from "./script/read-answer.ts";
import { utteranceToAttributes, utteranceToMetadata } from "./script/utterance.ts";

/** The run's own options; a script's come first. */
export interface EmulatedOptions {
  /** The functions of the embedding code that take part in a delivery. */
  readonly hooks?: Hooks;
  /** A Lex V2 export, zip or folder. */
  readonly bot?: string;
  /** The bots' functions, by the name of the bot. Those of bots that a conversation hasn't are left out of it. */
  readonly codeHooks?: NonNullable<EmulatorOptions["codeHooks"]>;
  /** The language that is spoken; by default the configuration's, else the first of the export. */
  readonly locale?: string;
  /** Options of the bridge. The bots' ARNs are the emulator's where none are given. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Answers in place of the export's bot: a live bot, or a cassette. */
  readonly recognizeText?: RecognizeText;
  /** Is told which parts of the bot the conversations pass through. */
  readonly visited?: EmulatorOptions["visited"];
  /** Is told of each delivery that has ended, and of the bridge's options: for a cassette. */
  readonly heard?: (delivery: HeardDelivery, config: Readonly<Record<string, unknown>>) => void;
  /** How long the processor has for each message, in real milliseconds; by default a turn's `turnTimeoutMs`, and some to answer. */
  readonly turnMs?: number;
}

/** What a delivery does beside its turn: it is released, looked up, and answered. */
const AROUND_TURN_MS = 10_000;

/** Read before there is an emulator, whose ARNs the configuration gets: what is wrong in it is told afterwards. */
function timeOf({ turnTimeoutMs, reserveMs }: Readonly<Record<string, unknown>>): number {
  const turn = typeof turnTimeoutMs === "number" ? turnTimeoutMs : BRIDGE_OPTIONS.turnTimeoutMs.fallback;
  return turn + (typeof reserveMs === "number" ? reserveMs : BRIDGE_OPTIONS.reserveMs.fallback) + AROUND_TURN_MS;
}

/** A channel of the emulator with the bridge in it, all in process and without a network. Throws EXPORT_UNREADABLE, CONFIG_INVALID. */
export async function openEmulated(options: EmulatedOptions, wishes: ChannelWishes): Promise<ConversationChannel> {
  const bot = wishes.bot ?? options.bot;
  if (bot === undefined && options.recognizeText === undefined)
    throw new BridgeError("USAGE", "No bot was named.", { fix: NO_BOT });
  const begin = wishes.clock === undefined ? 0 : Date.parse(wishes.clock) - Date.now();
  const given = { ...options.config, ...wishes.config };
  const { turnMs = timeOf(given), recognizeText, visited, heard } = options;
  const emulator = await createEmulator({
    bots: bot === undefined ? [] : [bot],
    codeHooks: { ...(await hooksOf(bot, options)), ...wishes.codeHooks },
    now: () => Date.now() + begin,
    functionTimeoutMs: turnMs,
    retryDelaysMs: [],
    ...(wishes.seed === undefined ? {} : { seed: wishes.seed }),
    ...(wishes.fulfillment === undefined ? {} : { fulfillment: wishes.fulfillment }),
    ...(visited ? { visited } : {}),
  });
  const turns: Turns = new Map();
  const lex: { given?: LexInput | undefined } = {};
  const ask = observed(recognizeText ? inFreshSessions(recognizeText) : emulator.ports.recognizeText, turns);
  const ports: typeof emulator.ports = {
    ...emulator.ports,
    recognizeText: (request, call) => ask(withLexInput(request, lex.given), call),
  };
  const { clock } = emulator;
  const config = withWhoAnswers(given, emulator, options);
  const functions: Ports & Hooks = {
    ...NO_PORTS,
    ...ports,
    isAgent: isOneOf(wishes.agents ?? [], emulator),
    ...options.hooks,
    claims: createMemoryClaims(clock.now),
    pauses: createMemoryPauses(clock.now),
    log: () => {},
    now: clock.now,
  };
  const settings = readConfig(config);
  // Nothing is logged here, so the record may say what a service said; but not in a cassette.
  const bridge = createBridge({ ...settings, logContent: true }, functions);
  const { handle } = heard ? recordingBridge(settings, functions, (delivery) => heard(delivery, config)) : bridge;
  emulator.setProcessor((event, context) =>
    handle(event, { deadline: clock.now() + context.getRemainingTimeInMillis() }),
  );
  return {
    seesTurns: true,
    takesLexInput: true,
    say: (utterance) => {
      lex.given = utterance.lex;
      return say(emulator, turns, utterance, turnMs);
    },
    pass: async (ms) => clock.advance(ms),
    people: peopleOf(emulator, bridge),
    // The faults of Lex are the emulator's: what another answers in its place has none.
    ...(recognizeText ? {} : faultsOf(emulator)),
    close: () => emulator.close(),
  };
}

/** The run's functions that belong to this conversation's bot. */
async function hooksOf(bot: string | undefined, { codeHooks = {} }: EmulatedOptions) {
  if (bot === undefined || Object.keys(codeHooks).length === 0) return {};
  const names = (await readExport(bot)).bots.flatMap(({ id, name }) => [id, name]);
  return Object.fromEntries(Object.entries(codeHooks).filter(([name]) => names.includes(name)));
}

function faultsOf({ faults, namedFaults }: Emulator): Pick<ConversationChannel, "assignFaults" | "nameFault"> {
  return {
    assignFaults: async (given) => void Object.assign(faults, given),
    nameFault: async (fault) => void (fault === "none" ? namedFaults.clear() : namedFaults.add(fault)),
  };
}

const NO_BOT = "Write bot: with the path of a Lex V2 export into the script, or pass one with --bot.";

/** The bot that is asked if none was named and a cassette answers. */
const NAMELESS_BOT = "arn:aws:lex:us-east-1:111122223333:bot-alias/NAMELESS01/TSTALIASID";

/** The bots of the configuration with the emulator's ARNs and their language where they have none; its first bot where none is listed. */
function withWhoAnswers(
  { bots, ...config }: Readonly<Record<string, unknown>>,
  { world }: Emulator,
  { locale, recognizeText }: EmulatedOptions,
): Readonly<Record<string, unknown>> {
  const listed: readonly unknown[] = Array.isArray(bots) ? bots : [{}];
  return {
    ...config,
    bots: listed.map((one: unknown, at) => {
      const given: { readonly localeId?: unknown } = typeof one === "object" && one !== null ? one : {};
      const asked = locale ?? (typeof given.localeId === "string" ? given.localeId : undefined);
      // What a live bot or a cassette speaks isn't known here.
      const lexBot = recognizeText === undefined ? world.lexBots[at] : undefined;
      const spoken = lexBot === undefined ? asked : chooseLocale(lexBot, asked);
      return {
        lexBotAliasArn: world.lexBots[at]?.aliasArn ?? NAMELESS_BOT,
        ...(at === 0 ? { appInstanceBotArn: world.bot.arn } : {}),
        ...given,
        ...(spoken === undefined ? {} : { localeId: spoken }),
      };
    }),
  };
}

/** The last turn of each message. */
type Turns = Map<string, AskedTurn & { readonly fatal?: BridgeError }>;

/** Not a bot's answer, but a sign that nobody could be asked: the conversation can't go on. */
const FATAL: readonly ErrorCode[] = ["CREDENTIALS_MISSING", "CASSETTE_MISMATCH"];

function observed(recognizeText: RecognizeText, turns: Turns): RecognizeText {
  return async (request, options) => {
    const messageId = request.requestAttributes["CHIME.message.id"] ?? "";
    turns.set(messageId, { request });
    try {
      const result = await recognizeText(request, options);
      turns.set(messageId, { request, result });
      return result;
    } catch (caught) {
      const error = BridgeError.from(caught);
      const fatal = FATAL.includes(error.code) ? { fatal: error } : {};
      turns.set(messageId, { request, refused: { status: error.wire, name: error.code }, ...fatal });
      throw caught;
    }
  };
}

async function say(
  emulator: Emulator,
  turns: Turns,
  { text, as = "ana", to, mentions = [], attributes: own = {}, metadata: written, lex: _, ...rest }: Utterance,
  turnMs: number,
): Promise<BotAnswer> {
  const members = emulatedMembers(emulator);
  const arns = mentions.map(members.arnOf);
  const attributes = utteranceToAttributes(own, arns);
  const metadata = utteranceToMetadata(written, arns);
  const before = new Set(emulator.messages().map(({ MessageId }) => MessageId));
  const { MessageId } = await emulator.send({
    content: text,
    as: members.arnOf(as),
    ...(to === undefined ? {} : { target: members.arnOf(to) }),
    ...rest,
    ...(attributes ? { attributes } : {}),
    ...(metadata === undefined ? {} : { metadata }),
  });
  const pending = await emulator.settled(turnMs + SETTLE_MS).then(
    () => undefined,
    (caught: unknown) => BridgeError.from(caught).message,
  );
  const stored = emulator.messages().map(messageToStored);
  const delivery = emulator.deliveries().find(({ messageId }) => messageId === MessageId);
  const invocation = delivery?.invocations.at(-1);
  const { fatal, ...turn } = turns.get(MessageId) ?? {};
  if (fatal) throw fatal;
  const silence = delivery === undefined ? undefined : deliveryToSilence(delivery);
  const problem = pending ?? invocation?.error;
  return {
    ...messagesToSaid({ messageId: MessageId, before }, stored, members.nameOf),
    ...("request" in turn ? { turn } : {}),
    ...(invocation?.result ? { decision: invocation.result } : {}),
    ...(problem === undefined ? {} : { problem }),
    ...(silence === undefined ? {} : { silence }),
  };
}

const SETTLE_MS = 5_000;
