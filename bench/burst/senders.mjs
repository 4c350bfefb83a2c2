import { CONFIG, createChime, eventOf } from "./channel.mjs";
import { inVirtualTime, sleep } from "./clock.mjs";
import { FUNCTION_MS } from "./lambda.mjs";

const TURN_MS = 1_000;

/**
 * So many messages of one sender, `apartMs` from each other, in virtual time, in one process or in one each. Lex refuses whoever comes while another
 * has the session. Resolves to what came of them; times are milliseconds from the first message.
 */
export function oneSender(build, { delivery = "replace", messages, isOneProcess, apartMs = 0, seed }) {
  return inVirtualTime(async () => {
    const begun = Date.now();
    const turns = [];
    let calls = 0;
    let isBusy = false;
    const recognizeText = async () => {
      calls++;
      if (isBusy) throw new build.BridgeError("LEX_CONFLICT");
      isBusy = true;
      const from = Date.now() - begun;
      await sleep(TURN_MS);
      isBusy = false;
      turns.push({ from, to: Date.now() - begun });
      return { messages: [{ contentType: "PlainText", content: "Hi" }] };
    };
    const claims = { ...build.createMemoryClaims(Date.now), isDurable: true };
    const all = { ...createChime(build).ports, recognizeText, claims, log: () => {}, now: Date.now };
    const createBridge = () => build.createBridge({ ...CONFIG, delivery }, all);
    const shared = createBridge();
    const outcomes = await Promise.all(
      Array.from({ length: messages }, async (_, nth) => {
        if (nth > 0 && apartMs > 0) await sleep(nth * apartMs);
        const bridge = isOneProcess ? shared : createBridge();
        return bridge.handle(eventOf(nth, "one"), { deadline: Date.now() + FUNCTION_MS }).then(
          ({ outcome }) => outcome,
          () => "thrown",
        );
      }),
    );
    const answered = outcomes.filter((outcome) => outcome === "replied").length;
    return { answered, calls, callsEachTurn: calls / turns.length, turns };
  }, seed);
}
