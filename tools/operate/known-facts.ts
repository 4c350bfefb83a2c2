import { BridgeError } from "../../src/errors/bridge-error.ts";
import { isMembers } from "./readings.ts";

/** A row of docs/facts.md that an account can settle. */
interface KnownFact {
  readonly section: string;
  /** What the row says, as far as it is the same letter by letter. */
  readonly claim: string;
  /** What of record-facts.mjs asks it. */
  readonly asked: string;
  /** What may come of it, and what follows for the bridge. */
  readonly answers: Readonly<Record<string, string>>;
}

const TIMES = "The bridge takes every form.";
const timestamps = {
  "ISO 8601": TIMES,
  seconds: TIMES,
  milliseconds: TIMES,
  "seconds as a text": TIMES,
  "milliseconds as a text": TIMES,
  another: "The bridge compares such times as texts: tell us their form.",
};
const SEEN = "from-log and the stream's handler use it where it is there.";
const OWN = "--create-channel --send";
const FLOW = `${OWN} --associate-flow`;

export const KNOWN_FACTS: Readonly<Record<string, KnownFact>> = {
  "card-picture": {
    section: "1.1",
    claim: "A card's picture is spelled `ImageUrl`",
    asked: "--channel",
    answers: {
      ImageUrl: "As the bridge spells it.",
      another: "Native pictures aren't shown as they should be: tell us.",
    },
  },
  "native-error-type": {
    section: "1.2",
    claim: "Whether a native bot sends it as a STANDARD or a CONTROL message",
    asked: "--channel",
    answers: {
      STANDARD: "A processor meets it: nativeError acts on it.",
      CONTROL: "It passes a flow by: nativeError never acts.",
      both: "nativeError acts on the STANDARD ones.",
    },
  },
  "omitted-attributes": {
    section: "1.3",
    claim: "An omitted `MessageAttributes` or `ContentType` keeps its value",
    asked: FLOW,
    answers: { kept: "A release loses nothing.", lost: "A release loses attributes, CHIME.mentions among them." },
  },
  "given-attributes": {
    section: "1.3",
    claim: "Whether given attributes are merged with the stored ones or replace them",
    asked: FLOW,
    answers: {
      merged: "A reply in replace loses no attribute.",
      replaced: "A reply in replace takes off what the event doesn't show.",
    },
  },
  "event-timestamps": { section: "2", claim: "The format of the timestamps", asked: "--event", answers: timestamps },
  "pending-readable": {
    section: "2",
    claim: "GetChannelMessage gives `Target`, `MessageAttributes` and `ContentType` of a stored message",
    asked: FLOW,
    answers: {
      "to its sender": "A pending message could be looked up, by its sender alone.",
      "not even to its sender": "A lookup must wait for the release, as the bridge's does.",
    },
  },
  "visible-after": {
    section: "2",
    claim: "Between the callback and the moment when GetChannelMessage shows the message",
    asked: `${FLOW} --add-bot`,
    answers: {
      "at once": "The bridge's second lookup is seldom needed.",
      "within 150 ms": "The bridge's second lookup finds it.",
      "within a second": "The bridge's two lookups, 150 ms apart, can both be too early.",
      "later, or never": "The bridge's two lookups, 150 ms apart, can both be too early.",
    },
  },
  "stream-payload": {
    section: "2",
    claim: "Whether `Payload` is an object or JSON as a text",
    asked: "--stream",
    answers: { "an object": "The bridge takes both.", "a text": "The bridge takes both." },
  },
  "stream-timestamps": {
    section: "2",
    claim: "Whether `Payload` is an object or JSON as a text, and the form of its timestamps",
    asked: "--stream",
    answers: timestamps,
  },
  "stream-members": {
    section: "2",
    claim: "Which members a ChannelMessage in the stream has",
    asked: "--stream",
    answers: Object.fromEntries(
      ["MessageAttributes", "ContentType", "Target", "SubChannelId", "Metadata", "Status", "Redacted"].map((name) => [
        name,
        SEEN,
      ]),
    ),
  },
  "native-session-id": {
    section: "3",
    claim: "How its session ids are made",
    asked: "--channel",
    answers: {
      "a UUID": "It says nothing of who talks.",
      "holds the channel's id": "It tells the channel.",
      "holds a user's id": "It tells a user.",
      another: "Nothing follows for the bridge, which makes its own.",
    },
  },
  "content-limit": {
    section: "4",
    claim: "– in characters or bytes",
    asked: OWN,
    answers: { characters: "The bridge's 4,096 bytes hold; more would fit.", bytes: "As the bridge counts." },
  },
  "attributes-without-dialog-action": {
    section: "5",
    claim: "A `sessionState` with attributes and without `dialogAction` leaves the dialog where it is",
    asked: "--recognize",
    answers: {
      "the dialog stays": "Session attributes can be sent without losing a dialog.",
      "the dialog is left": "Configured session attributes interrupt dialogs.",
    },
  },
  "control-target": {
    section: "9",
    claim: "Whether a CONTROL message may have a Target",
    asked: `${OWN} --add-bot`,
    answers: {
      accepted: "The typing sign reaches its reader alone.",
      refused: "The typing sign is missing, and nothing else.",
    },
  },
};

/** A row that was settled: what was recorded, and what follows. */
export interface SettledFact {
  readonly fact: string;
  readonly section: string;
  readonly claim: string;
  readonly recorded: readonly string[];
  readonly meaning: string;
}

/** What record-facts.mjs wrote, as the rows of docs/facts.md that it settles. Throws USAGE for what it can't have written. */
export function readFacts(value: unknown): SettledFact[] {
  const facts = isMembers(value) && value["recordedFacts"] === 1 ? value["facts"] : undefined;
  if (!isMembers(facts)) throw refused("It holds no recorded facts of version 1.");
  return Object.entries(facts).map(([fact, given]) => {
    const known = Object.hasOwn(KNOWN_FACTS, fact) ? KNOWN_FACTS[fact] : undefined;
    if (known === undefined) throw refused("It has a fact that isn't known here.");
    const { section, claim, answers } = known;
    const recorded = (Array.isArray(given) ? given : [given]).map(String);
    if (recorded.some((one) => !Object.hasOwn(answers, one)))
      throw refused(`What it says of ${fact} is none of its answers.`);
    const meaning = [...new Set(recorded.map((one) => answers[one]))].join(" ");
    return { fact, section, claim, recorded, meaning };
  });
}

/** The facts that nobody recorded yet, and what of the script asks them. */
export function factsLeft(settled: readonly SettledFact[]): { readonly fact: string; readonly asked: string }[] {
  const done = new Set(settled.map(({ fact }) => fact));
  return Object.entries(KNOWN_FACTS).flatMap(([fact, { asked }]) => (done.has(fact) ? [] : [{ fact, asked }]));
}

function refused(detail: string): BridgeError {
  return new BridgeError("USAGE", detail, {
    fix: "Give the file that record-facts.mjs wrote; chime-lex-bridge doctor --record-facts writes the script.",
  });
}
