import { buttonToLabel, buttonToMessage, cleanLine, httpsAddress, replyToButtons } from "chime-lex-bridge/mappers";

/**
 * A card as a section with its title as heading, and its buttons as a list.
 *
 * @param {import("chime-lex-bridge/mappers").LexCard} card
 * @param {import("./render-message.js").Message} message
 * @param {boolean} isDoubtful Whether a button shows what it would send: a stranger could let a reader say anything.
 * @param {import("./render-message.js").RenderOptions} options
 */
export function renderCard(card, message, isDoubtful, { document, onPress, channelArn }) {
  const section = document.createElement("section");
  const add = (/** @type {Element} */ parent, /** @type {string} */ name, attributes = {}, text = "") => {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    if (text !== "") element.append(text);
    parent.append(element);
    return element;
  };
  const title = cleanLine(card.title);
  const subtitle = cleanLine(card.subtitle ?? "");
  const image = httpsAddress(card.imageUrl);
  const buttons = replyToButtons({ messages: [{ contentType: "ImageResponseCard", imageResponseCard: card }] });

  section.setAttribute("class", "card");
  if (title !== "") section.setAttribute("aria-label", title);
  // Nobody wrote a description for the image. The title beside it says what it is for, so it is marked as decoration.
  if (image !== undefined)
    add(section, "img", { alt: "", referrerpolicy: "no-referrer", loading: "lazy", decoding: "async", src: image });
  if (title !== "") add(section, "h4", { dir: "auto" }, title);
  if (subtitle !== "") add(section, "p", { dir: "auto" }, subtitle);
  if (buttons.length === 0) return section;
  const list = add(section, "ul", { "aria-label": title === "" ? "Choices" : `Choices: ${title}` });
  for (const button of buttons) {
    const [label, value] = [buttonToLabel(button), cleanLine(button.value)];
    const shown = isDoubtful && label !== value ? `${label} (sends “${value}”)` : label;
    const element = add(add(list, "li"), "button", { type: "button", dir: "auto" }, shown);
    element.addEventListener("click", () => {
      if (element.getAttribute("aria-disabled") === "true") return;
      const press = buttonToMessage(button, message, { channelArn });
      if (press) onPress(press);
    });
  }
  return section;
}
