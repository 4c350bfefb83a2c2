// What is measured, row by row, of one build: bursts in a channel, then many messages of one sender.
import { burst } from "./bursts.mjs";
import { oneSender } from "./senders.mjs";

const inReplace = (messages, callback, more = {}) => ({ messages, rates: { callback, ...more } });
const inReply = (messages, rates) => ({ delivery: "reply", messages, rates });
const SIXTY = { concurrency: 60 };
const CHARGED = { isRefusedCharged: true };

const BURSTS = [
  inReplace(1_000, 30),
  inReplace(300, 10),
  { ...inReplace(1_000, 30), ...SIXTY },
  { ...inReplace(1_000, 30, CHARGED), ...SIXTY },
  inReply(250, { bearer: 10 }),
  inReply(250, { send: 5 }),
  { ...inReply(1_000, { bearer: 10 }), ...SIXTY },
  { ...inReply(1_000, { send: 5 }), ...SIXTY },
  { ...inReply(1_000, { bearer: 10, ...CHARGED }), ...SIXTY },
  { ...inReply(1_000, { send: 5, ...CHARGED }), ...SIXTY },
];

const WHOSE = { callback: "callbacks", bearer: "requests as the bot", send: "sends" };

function nameOf({ delivery = "replace", messages, rates, concurrency }) {
  const { isRefusedCharged, ...rate } = rates;
  const [[whose, perSecond]] = Object.entries(rate);
  return [
    `${delivery}, ${messages.toLocaleString("en")} at once, ${perSecond} ${WHOSE[whose]}/s`,
    ...(concurrency ? [`${concurrency} functions`] : []),
    ...(isRefusedCharged ? ["refused ones charged"] : []),
  ].join(", ");
}

const SENDERS = ["replace", "reply"].flatMap((delivery) => [
  { delivery, messages: 50, isOneProcess: true },
  { delivery, messages: 50, isOneProcess: false },
]);

const DRAWS = 20;

/**
 * A row each: `lost` (events that would stand in the queue of failed events, or messages of the sender without the bot's own answer), `calls` (a
 * message, or of Lex a turn), and the time, `overIdeal` (times what the rate alone would take) or `gapMs`. `told` is called before each.
 */
export async function measure(build, told = () => {}) {
  const rows = [];
  async function row(what, of) {
    told(what);
    rows.push({ what, ...(await of()) });
  }
  for (const one of BURSTS) {
    await row(nameOf(one), async () => {
      const { failed: lost, callsEach: calls, overIdeal, toSenderAlone } = await burst(build, one);
      return { lost, calls, overIdeal, toSenderAlone };
    });
  }
  for (const one of SENDERS) {
    const what = `${one.delivery}, 50 of one sender at once, ${one.isOneProcess ? "one process" : "a process each"}`;
    await row(what, async () => {
      const { answered, callsEachTurn: calls } = await oneSender(build, one);
      return { lost: one.messages - answered, calls };
    });
  }
  for (const delivery of ["replace", "reply"]) {
    await row(`${delivery}, 2 of one sender 100 ms apart, a process each`, () => worstOfTwo(build, delivery));
  }
  return rows;
}

/** How long after the end of the first turn the second begins, at worst. */
async function worstOfTwo(build, delivery) {
  const worst = { lost: 0, calls: 0, gapMs: 0 };
  for (let seed = 1; seed <= DRAWS; seed++) {
    const of = { delivery, messages: 2, isOneProcess: false, apartMs: 100, seed: seed * 7_919 };
    const { answered, callsEachTurn, turns } = await oneSender(build, of);
    const [first, second] = turns;
    worst.lost = Math.max(worst.lost, 2 - answered);
    worst.calls = Math.max(worst.calls, callsEachTurn);
    if (second) worst.gapMs = Math.max(worst.gapMs, second.from - first.to);
  }
  return worst;
}
