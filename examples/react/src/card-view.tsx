import {
  buttonToLabel,
  cleanLine,
  httpsAddress,
  type LexButton,
  type LexCard,
  replyToButtons,
} from "chime-lex-bridge/mappers";
import { useState } from "react";

interface CardViewProps {
  readonly card: LexCard;
  readonly mayPress: boolean;
  /** Whether a button shows what it would send: a stranger could let a reader say anything. */
  readonly isDoubtful: boolean;
  readonly onPress: (button: LexButton) => void;
}

/** A card: its picture, title, subtitle, and its buttons as a named list. A button that is spent keeps the focus, and says why when pressed. */
export function CardView({ card, mayPress, isDoubtful, onPress }: CardViewProps) {
  const [isBroken, setBroken] = useState(false);
  const title = cleanLine(card.title);
  const subtitle = cleanLine(card.subtitle ?? "");
  const image = httpsAddress(card.imageUrl);
  const buttons = replyToButtons({ messages: [{ contentType: "ImageResponseCard", imageResponseCard: card }] });
  return (
    <section className="card" aria-label={title || undefined}>
      {image !== undefined && !isBroken && (
        // Nobody wrote a description for it. The title says what it is for, so it is marked as decoration.
        <img src={image} alt="" referrerPolicy="no-referrer" loading="lazy" onError={() => setBroken(true)} />
      )}
      {title !== "" && <h3 dir="auto">{title}</h3>}
      {subtitle !== "" && <p dir="auto">{subtitle}</p>}
      {buttons.length > 0 && (
        <ul aria-label={title === "" ? "Choices" : `Choices: ${title}`}>
          {buttons.map((button, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two buttons may be alike, and they never change their order.
            <li key={at}>
              <button type="button" dir="auto" aria-disabled={!mayPress} onClick={() => onPress(button)}>
                {labelOf(button, isDoubtful)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function labelOf(button: LexButton, isDoubtful: boolean): string {
  const [label, value] = [buttonToLabel(button), cleanLine(button.value)];
  return isDoubtful && label !== value ? `${label} (sends “${value}”)` : label;
}
