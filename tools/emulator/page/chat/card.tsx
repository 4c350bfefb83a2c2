import { useState } from "preact/hooks";
import type { LexCard } from "../../../../mappers/shapes/lex-message.ts";

interface Props {
  readonly card: LexCard;
  readonly onSay: (value: string) => void;
}

/** An image response card. A button says its value as the current user, which is how a client answers a card. */
export function CardView({ card, onSay }: Props) {
  return (
    <section class="card" aria-label={`Card: ${card.title}`}>
      {!card.imageUrl ? null : <CardImage url={card.imageUrl} title={card.title} />}
      <div class="card-words">
        <h3 dir="auto">{card.title}</h3>
        {!card.subtitle ? null : <p dir="auto">{card.subtitle}</p>}
      </div>
      {!card.buttons?.length ? null : (
        <div class="card-buttons">
          {card.buttons.map(({ text, value }) => (
            <button
              key={`${text} ${value}`}
              type="button"
              dir="auto"
              title={value === text ? undefined : `Says “${value}”`}
              onClick={() => onSay(value)}
            >
              {text}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

/** Where the sample bot's pictures are said to be. No network knows that host (RFC 2606): the emulator serves them itself. */
const SAMPLE_PICTURES = /^https:\/\/bank\.example\/images\/(?=[a-z]+\.svg$)/;

function CardImage({ url, title }: { url: string; title: string }) {
  const [failed, setFailed] = useState(false);
  const host = httpsHost(url);
  const source = url.replace(SAMPLE_PICTURES, "/_emulator/pictures/");
  if (host === undefined) return <p class="no-image">Image not shown: its address is not https.</p>;
  if (failed) return <p class="no-image">The image at {host} could not be loaded.</p>;
  return (
    <img
      src={source}
      alt={title === "" ? "Image of the card" : title}
      loading="lazy"
      referrerpolicy="no-referrer"
      onError={() => setFailed(true)}
    />
  );
}

function httpsHost(address: string): string | undefined {
  const url = URL.parse(address);
  return url?.protocol === "https:" ? url.host : undefined;
}
