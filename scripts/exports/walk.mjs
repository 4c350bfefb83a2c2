import { valueFor } from "./value.mjs";

/** No sensible dialog needs this many turns. */
const TURNS_MAX = 60;

/** Each answer in short: what was said (a card by its title), what the bot waits for, the intent with its state. */
function answerOf({ messages = [], sessionState }) {
  const { dialogAction, intent } = sessionState;
  return {
    says: messages.map(({ content, imageResponseCard }) => content ?? `[${imageResponseCard.title}]`),
    action: [dialogAction.type, dialogAction.slotToElicit, dialogAction.subSlotToElicit?.name]
      .filter(Boolean)
      .join(" "),
    intent: intent ? `${intent.name} ${intent.state}` : "",
  };
}

/** A conversation that keeps its transcript, and what went wrong in it. */
function conversation(ask, title) {
  const turns = [];
  let raw;
  return {
    async say(text, sessionState) {
      raw = await ask(title, text, sessionState);
      turns.push({ line: text, ...answerOf(raw) });
      return turns.at(-1);
    },
    understood: () => raw?.interpretations[0]?.intent.name,
    action: () => raw?.sessionState.dialogAction,
    failed: (why) => ({ title, turns, why }),
    done: () => ({ title, turns }),
  };
}

/** Says the lines of a script, and compares each answer. */
export async function holdScript(ask, lines) {
  const talk = conversation(ask, "the conversation that is known");
  for (const [line, text, action] of lines) {
    const answer = await talk.say(line).catch((error) => ({ error }));
    if (answer.error) return talk.failed(`"${line}" was refused: ${answer.error.message}`);
    const said = answer.says.join("\n");
    if (!text.test(said)) return talk.failed(`The answer to "${line}" is not like ${text}.`);
    if (answer.action !== action) return talk.failed(`After "${line}" the bot should ${action}.`);
  }
  return talk.done();
}

/** Each intent that can be begun: its first utterance, then fitting values, yes to confirmations, until the bot is done. */
export async function walkLocale(ask, locale) {
  const results = [];
  for (const intent of locale.intents) {
    if (intent.elsewhere || (intent.parent ?? "").endsWith("FallbackIntent")) continue;
    const utterance = utteranceOf(intent, locale);
    if (utterance !== undefined) results.push(await walkIntent(ask, locale, intent, utterance));
  }
  return results;
}

/** One without a slot where there is one, else with its slots filled in. */
function utteranceOf({ utterances, slots }, { slotTypes }) {
  const plain = utterances.find((one) => !one.includes("{"));
  return (plain ?? utterances[0])?.replace(/\{([^}.]+)(?:\.([^}]+))?\}/g, (whole, name, part) => {
    const slot = slots.find((one) => one.name === name);
    const asked = part === undefined ? slot : slot?.composite?.parts.find((one) => one.name === part);
    return asked === undefined ? whole : valueFor(asked, slotTypes, 0);
  });
}

async function walkIntent(ask, locale, intent, utterance) {
  const talk = conversation(ask, intent.name);
  const asked = new Map();
  const activeContexts = intent.inputContexts.map((name) => {
    return { name, timeToLive: { timeToLiveInSeconds: 600, turnsToLive: 20 }, contextAttributes: {} };
  });
  let line = utterance;
  try {
    for (let turn = 0; turn < TURNS_MAX; turn++) {
      const answer = await talk.say(line, turn === 0 && activeContexts.length > 0 ? { activeContexts } : undefined);
      if (turn === 0 && talk.understood() !== intent.name) return talk.failed(`"${line}" began ${talk.understood()}.`);
      const { type, slotToElicit, subSlotToElicit } = talk.action();
      if (type === "Close" || type === "ElicitIntent") return talk.done();
      if (type === "ConfirmIntent") line = "yes";
      else if (type === "ElicitSlot")
        line = nextValue(locale, answer.intent.split(" ")[0], slotToElicit, subSlotToElicit?.name, asked);
      else return talk.failed(`The bot waits for ${type}.`);
    }
  } catch (error) {
    return talk.failed(`"${line}" was refused: ${error.message}`);
  }
  return talk.failed(`It did not end within ${TURNS_MAX} turns.`);
}

function nextValue({ intents, slotTypes }, intentName, slotName, partName, asked) {
  const slot = intents.find(({ name }) => name === intentName).slots.find(({ name }) => name === slotName);
  const parts = slot.composite?.parts ?? [];
  const key = `${intentName}.${slotName}.${partName ?? ""}`;
  const tries = asked.get(key) ?? 0;
  asked.set(key, tries + 1);
  const part = parts.find(({ name }) => name === partName);
  if (part === undefined && parts.length > 0) return parts.map((one) => valueFor(one, slotTypes, tries)).join(", ");
  return valueFor(part ?? slot, slotTypes, tries);
}
