import type { OutgoingMessage } from "../../../mappers/shapes/outgoing-message.ts";
import type { Answer, ClaimWrite } from "../../../src/ports/claims.ts";

/** An answer with every member, so that a store that drops one is found. */
export function answerOf(text: string): Answer {
  const ChannelArn = "arn:aws:chime:us-east-1:111122223333:app-instance/a/channel/c";
  return {
    callback: { CallbackId: "c", ChannelArn, ChannelMessage: { MessageId: "m", Content: text } },
    parts: [
      {
        ChannelArn,
        Content: `${text} · “ü” 👍\n`,
        Persistence: "PERSISTENT",
        ChimeBearer: "arn:aws:chime:us-east-1:111122223333:app-instance/a/bot/b",
        ClientRequestToken: "token",
      },
    ],
    outcome: "errored",
    error: { code: "LEX_TIMEOUT", fault: "lex", fix: "Ask again.", detail: "No answer came." },
  };
}

function placeholderOf(by: string): OutgoingMessage {
  const [message] = answerOf(`One moment, says ${by}.`).parts ?? [];
  return message as OutgoingMessage;
}

/** Every kind of write, by one attempt that knows of another. */
export function writesOf(by: string, from: string): ClaimWrite[] {
  return [
    { kind: "claim", by, until: 1_000 },
    { kind: "keep", by, answer: answerOf(`kept by ${by}`) },
    { kind: "announce", by, message: placeholderOf(by) },
    { kind: "remember", by, answer: answerOf(`reply to ${by}`), released: true },
    {
      kind: "remember",
      by,
      answer: answerOf(`reply to ${by}`),
      released: true,
      placeholder: { message: placeholderOf(by), id: "shown" },
    },
    { kind: "take-over", by, from, answer: answerOf(`doubt of ${by}`), released: false },
    { kind: "reclaim", by, from, until: 2_000 },
    { kind: "register", by },
    { kind: "leave", by },
    { kind: "abandon", by },
    { kind: "finish", by },
  ];
}

/** Every state that a record can be in, as the writes that lead there. */
export const STATES: readonly { readonly what: string; readonly writes: readonly ClaimWrite[] }[] = [
  { what: "nothing", writes: [] },
  { what: "our own claim", writes: [{ kind: "claim", by: "me", until: 900 }] },
  { what: "another's claim", writes: [{ kind: "claim", by: "you", until: 900 }] },
  {
    what: "our own claim, with a placeholder",
    writes: [
      { kind: "claim", by: "me", until: 900 },
      { kind: "announce", by: "me", message: placeholderOf("me") },
    ],
  },
  {
    what: "another's answer, with its placeholder",
    writes: [
      { kind: "claim", by: "you", until: 900 },
      { kind: "announce", by: "you", message: placeholderOf("you") },
      { kind: "take-over", by: "you", from: "you", answer: answerOf("p"), released: true },
    ],
  },
  { what: "our own answer", writes: [{ kind: "keep", by: "me", answer: answerOf("x") }] },
  { what: "another's answer", writes: [{ kind: "keep", by: "you", answer: answerOf("y") }] },
  {
    what: "an answer that both may have posted",
    writes: [
      { kind: "keep", by: "you", answer: answerOf("z") },
      { kind: "register", by: "me" },
    ],
  },
  {
    what: "our claim, which nobody may have posted for",
    writes: [
      { kind: "claim", by: "me", until: 900 },
      { kind: "leave", by: "me" },
    ],
  },
  {
    what: "our claim, taken from another",
    writes: [
      { kind: "claim", by: "you", until: 900 },
      { kind: "reclaim", by: "me", from: "you", until: 950 },
    ],
  },
  {
    what: "another's claim, handed back to nobody",
    writes: [
      { kind: "claim", by: "you", until: 900 },
      { kind: "reclaim", by: "nobody", from: "you", until: 0 },
    ],
  },
  {
    what: "a claim that was handed back, and is ours",
    writes: [
      { kind: "claim", by: "you", until: 900 },
      { kind: "reclaim", by: "nobody", from: "you", until: 0 },
      { kind: "reclaim", by: "me", from: "nobody", until: 950 },
    ],
  },
  {
    what: "a claim that was given up",
    writes: [
      { kind: "claim", by: "me", until: 900 },
      { kind: "abandon", by: "me" },
    ],
  },
  {
    what: "a reply whose parts are all sent",
    writes: [
      { kind: "keep", by: "you", answer: answerOf("y") },
      { kind: "finish", by: "you" },
    ],
  },
  {
    what: "an answer that nobody may have posted",
    writes: [
      { kind: "keep", by: "me", answer: answerOf("z") },
      { kind: "leave", by: "me" },
    ],
  },
];

/** Up to eight writes by three attempts in any order, the same for the same seed. */
export function randomWrites(seed: number): ClaimWrite[] {
  const next = randomOf(seed);
  const attempts = ["a", "b", "c"];
  const one = <T>(list: readonly T[]): T => list[next() % list.length] as T;
  return Array.from({ length: 1 + (next() % 8) }, () => one(writesOf(one(attempts), one(attempts))));
}

/** Marsaglia's xorshift: whole numbers that look random (Journal of Statistical Software 8, 14). */
function randomOf(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
