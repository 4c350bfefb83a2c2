import { readReply } from "chime-lex-bridge/mappers";
import { renderMessage } from "./render-message.js";

/**
 * A channel as a log: new messages are read out as they come (a polite live region), and only the latest reply's buttons can be
 * pressed, once. They stay where they are and keep the focus: `aria-disabled` tells that they are spent.
 *
 * @param {import("./render-message.js").RenderOptions & { label: string }} options
 */
export function createChatLog(options) {
  const log = options.document.createElement("div");
  log.setAttribute("role", "log");
  log.setAttribute("aria-live", "polite");
  log.setAttribute("aria-label", options.label);
  log.setAttribute("tabindex", "0");
  /** @type {Map<string, Element>} */
  const articles = new Map();
  const retire = (/** @type {Element} */ element) => {
    for (const button of element.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  };
  const onPress = (/** @type {import("chime-lex-bridge/mappers").ButtonMessage} */ press) => {
    retire(log);
    options.onPress(press);
  };
  return {
    /** To be put into the page before messages come: what is in a live region from its beginning isn't read out. */
    element: log,
    /**
     * A message that came, or came again as something else: with `replace` a reply takes the place of the words that it answers, in `reply` of a placeholder.
     * @param {import("./render-message.js").Message} message
     */
    add(message) {
      // Who types says nothing yet, and the log would keep it.
      const read = readReply(message);
      if (read.kind === "none" && read.reason === "typing") return;
      const article = renderMessage(message, { ...options, onPress });
      const before = articles.get(message.MessageId ?? "");
      const isLatest = before === undefined || before === log.lastElementChild;
      if (article.getAttribute("class") === "reply") retire(isLatest ? log : article);
      if (before === undefined) log.append(article);
      else before.replaceWith(article);
      if (message.MessageId) articles.set(message.MessageId, article);
    },
  };
}
