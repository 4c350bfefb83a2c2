// What came of every message and every welcome, by what the channels hold in the end.
import { partOf, wasPaused } from "./people-ledger.mjs";
import { answerTo, pauseIdOf } from "./people-services.mjs";

export const PLACEHOLDER = "Let me see …";
export const WELCOME = "Hello, I am the bank's bot.";
export const PHRASES = { ask: "human please", resume: "back to the bot", text: "One moment, a colleague comes." };

/** Judges the answers to what people wrote. `count` is told how each ended. */
export function judgeConversations({ ledger, messages, bot, chance, count }) {
  const said = new Map();
  const zeros = {
    "handoffs lost": 0,
    "placeholders left": 0,
    "left pending": 0,
    "second turns": 0,
    "replies lost": 0,
    "parts doubled": 0,
    "parts missing or out of order": 0,
    "another's reply, or altered content": 0,
    "no reply although nothing was done to it": 0,
  };
  const contents = new Map();
  for (const { MessageId, Metadata, Content, Status, Sender } of messages) {
    if (Status.Value !== "SENT") zeros["left pending"]++;
    contents.set(MessageId, Content);
    const mark = Sender.Arn === bot ? partOf(Metadata) : undefined;
    if (!mark || mark.parts === 0) continue;
    if (mark.part === 0 || Content.includes(PLACEHOLDER)) {
      zeros["placeholders left"]++;
      process.stderr.write(`placeholder left: ${MessageId} of ${ledger.byMark(mark.reply)?.name}\n`);
      continue;
    }
    const subject = ledger.byMark(mark.reply);
    said.set(subject, [...(said.get(subject) ?? []), { ...mark, content: Content }]);
  }
  const counted = { handoffs: 0 };
  for (const subject of ledger.subjects()) {
    if (subject.messageId === undefined) continue;
    const parts = said.get(subject) ?? [];
    const room = ledger.roomOf(pauseIdOf(subject.channelArn));
    const isHeard = wasPaused(room, subject.own, [subject.begunAt, subject.decidedAt ?? subject.endedAt]);
    const isPauseUnknown = [...subject.faults].some((fault) => fault.startsWith("pause"));
    const kind = kindOf(subject, parts, chance);
    const isExcused = isHeard || isPauseUnknown;
    const mayBeSilent = subject.kind === "agent" || subject.kind === "resume";
    count("kinds", kind !== "silence" ? kind : mayBeSilent ? "people's own" : isHeard ? "silence in a pause" : kind);
    const tell = (what) => {
      zeros[what]++;
      process.stderr.write(
        `${what}: ${JSON.stringify({ ...subject, faults: [...subject.faults], kind, parts, room })}\n`,
      );
    };
    if (subject.turns > 1) tell("second turns");
    if (contents.get(subject.messageId) !== subject.text || kind === "altered")
      tell("another's reply, or altered content");
    if (kind === "doubled") tell("parts doubled");
    if (kind === "out of order" || (kind === "cut short" && !isExcused)) tell("parts missing or out of order");
    if (kind === "silence" && !mayBeSilent && !isExcused) tell("replies lost");
    if (kind === "failure" && subject.faults.size === 0) tell("no reply although nothing was done to it");
    if (subject.askedAt !== undefined) {
      counted.handoffs++;
      if (isHandoffLost(subject, room, kind, isPauseUnknown)) tell("handoffs lost");
    }
  }
  return { counted, zeros };
}

/**
 * Whether an asked-for person was never written, or people weren't told. Someone who came first, or has resumed since, makes up for it; so does a failure that
 * people were told of.
 */
function isHandoffLost({ own, askedAt, decidedAt, endedAt, hasPaused }, room, kind, isPauseUnknown) {
  if (kind === "failure") return false;
  const isPerson = wasPaused(room, own, [askedAt, decidedAt ?? endedAt]);
  if (hasPaused) return kind !== "reply" && !isPerson && !isPauseUnknown;
  const isResumed = room.resumes.some((at) => at > askedAt);
  return !isPerson && !isResumed && !(kind === "silence" && isPauseUnknown);
}

/** What the bot has said to a message, by the parts as they stand in the channel. */
function kindOf({ kind, text }, parts, chance) {
  if (parts.length === 0) return "silence";
  if (kind === "agent") return "altered";
  if (parts.length > new Set(parts.map(({ part }) => part)).size) return "doubled";
  if (!parts.every(({ part }, at) => part === at + 1)) return "out of order";
  const envelopes = parts.map(({ content }) => JSON.parse(content));
  if (parts.length === 1 && "Code" in envelopes[0]) return "failure";
  const texts = envelopes.flatMap(({ Messages }) => Messages.map(({ Content }) => Content));
  const expected = kind === "phrase" ? [PHRASES.text] : answerTo(text, chance).texts;
  if (texts.some((one, at) => one !== expected[at])) return "altered";
  if (parts.length < parts[0].parts) return "cut short";
  return texts.length === expected.length ? "reply" : "altered";
}

/** How often each member was welcomed. `given` is how many records the stream gave up. */
export function judgeWelcomes({ ledger, welcomes, messages, given }) {
  const heard = new Map();
  for (const { Metadata } of messages) {
    const mark = partOf(Metadata);
    const subject = mark && mark.parts > 0 ? ledger.byMark(mark.reply) : undefined;
    if (subject?.isWelcome) heard.set(subject, (heard.get(subject) ?? 0) + 1);
  }
  let lost = -given;
  let twice = 0;
  for (const subject of welcomes.values()) {
    const times = heard.get(subject) ?? 0;
    if (times > 1) {
      twice++;
      process.stderr.write(`welcomed ${times} times: ${subject.name}\n`);
    }
    const room = ledger.roomOf(pauseIdOf(subject.channelArn));
    if (times === 0 && room.episodes.length === 0) {
      lost++;
      process.stderr.write(`not welcomed: ${subject.name}\n`);
    }
  }
  return { said: [...heard.values()].reduce((sum, times) => sum + times, 0), twice, lost: Math.max(0, lost) };
}
