// Every kind of reply that the cases of fixtures/ hold, each with the shortest case that has it: for the sheet on the emulator's page.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CASES = fileURLToPath(new URL("../fixtures/cases/", import.meta.url));
const MESSAGES = "application/amz-chime-lex-msgs";
const ERROR = "application/amz-chime-lex-error";

/** `{ kinds, title, outcome, words, posts }` each; a post is what a client reads of a message. Sorted by kind, so that a build is as the one before. */
export function sheetReplies(folder = CASES) {
  const kinds = new Map();
  for (const name of readdirSync(folder).sort()) {
    const reply = readReply(join(folder, name));
    const size = JSON.stringify(reply).length;
    for (const kind of kindsOf(reply)) {
      if ((kinds.get(kind)?.size ?? Number.POSITIVE_INFINITY) > size) kinds.set(kind, { size, name, reply });
    }
  }
  const chosen = new Map();
  for (const [kind, { name, reply }] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = chosen.get(name);
    chosen.set(name, { kinds: [...(before?.kinds ?? []), kind], ...reply });
  }
  return [...chosen.values()];
}

function readReply(place) {
  const file = (name) => {
    const path = join(place, name);
    return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
  };
  const { title, outcome } = file("case.json");
  const sent = file("5-sent.json") ?? [];
  const callback = file("4-callback.json")?.ChannelMessage;
  const posts = (sent.length > 0 ? sent : [callback]).filter((post) => [MESSAGES, ERROR].includes(post?.ContentType));
  return {
    title,
    outcome,
    own: sent.length > 0,
    words: file("1-event.json").ChannelMessage?.Content ?? "",
    posts: posts.map(({ ContentType, Content, Target }) => ({
      ContentType,
      Content,
      ...(Target === undefined ? {} : { private: true }),
    })),
  };
}

function kindsOf({ outcome, own, posts }) {
  const kinds = posts.flatMap(({ ContentType, Content }) => {
    const read = JSON.parse(Content);
    if (ContentType === ERROR) return [`Error ${read.Code}`];
    return read.Messages.length === 0 ? ["No message"] : read.Messages.map(messageToKind);
  });
  return new Set([
    ...kinds,
    ...(posts.length === 0 ? [`Nothing: ${outcome}`] : []),
    ...(own ? ["Own voice"] : []),
    ...(posts.length > 1 ? ["Several posts"] : []),
    ...(posts.some((post) => post.private) ? ["Private"] : []),
    ...(outcome === "errored" && posts[0]?.ContentType === MESSAGES ? ["Failure in words"] : []),
  ]);
}

function messageToKind({ ContentType, ImageResponseCard: card }) {
  if (card === undefined) return ContentType;
  const parts = [card.Subtitle && "subtitle", card.ImageUrl && "image", card.Buttons?.length && "buttons"].filter(
    Boolean,
  );
  return ["Card", parts.join(", ") || "title only"].join(": ");
}
