import { cleanLine, cleanText, readReply, replyToText } from "chime-lex-bridge/mappers";
import { renderCard } from "./render-card.js";

/**
 * A channel message, as GetChannelMessage, ListChannelMessages or the messaging session give it.
 * @typedef {import("chime-lex-bridge/mappers").ReplyMessage & { Sender?: { Name?: string | null } | null }} Message
 *
 * @typedef {object} RenderOptions
 * @property {Document} document
 * @property {(message: import("chime-lex-bridge/mappers").ButtonMessage) => void} onPress Sends what a pressed button says.
 * @property {readonly string[]} [bots] ARNs of the bots, so that envelopes of other senders are marked. Left out with `replace`,
 *   where the reply stands under the user's name.
 * @property {string} [botName] Who speaks where a reply took the place of a user's words, which are shown above it.
 * @property {string} [channelArn] The channel, for messages that don't say it.
 * @property {string} [locale] The locale of the words that aren't the bot's, such as `de_DE`.
 */

/**
 * A channel message as an article. Whatever it holds becomes text, never HTML.
 *
 * @param {Message} message
 * @param {RenderOptions} options
 */
export function renderMessage(message, options) {
  const { document, bots, botName = "Bot", locale } = options;
  const reply = readReply(message, { from: bots });
  const isDoubtful = bots !== undefined && reply.kind !== "none" && !reply.trusted;
  const article = document.createElement("article");
  const say = (/** @type {string} */ name, /** @type {string} */ kind, /** @type {string} */ text) => {
    if (text === "") return;
    const element = document.createElement(name);
    element.setAttribute("class", kind);
    // Right-to-left words stand as they should, and turn nothing but themselves.
    element.setAttribute("dir", "auto");
    for (const [at, line] of text.split("\n").entries()) {
      if (at > 0) element.append(document.createElement("br"));
      element.append(line);
    }
    article.append(element);
  };

  article.setAttribute("class", reply.kind === "none" ? "words" : "reply");
  say("h3", "sender", cleanLine(message.Sender?.Name ?? ""));
  if (reply.kind !== "none" && reply.input !== undefined) {
    say("p", "text", cleanText(reply.input));
    say("h3", "sender", botName);
  }
  if (isDoubtful) say("p", "warning", "Not confirmed to come from the bot");
  if (reply.kind === "none" && reply.reason === "foreign") say("p", "text", cleanText(message.Content ?? ""));
  else if (reply.kind !== "messages") say("p", "failure", replyToText(reply, { locale }));
  else {
    for (const part of reply.messages) {
      const text = { ...part, imageResponseCard: undefined };
      say("p", "text", replyToText({ kind: "messages", messages: [text] }, { locale }));
      if (part.imageResponseCard) article.append(renderCard(part.imageResponseCard, message, isDoubtful, options));
    }
  }
  return article;
}
