import { ODD_TEXTS } from "./odd-texts.ts";

/** Buttons that put a text into the box which is a nuisance to type. */
export function OddTexts({ onInsert }: { onInsert: (text: string) => void }) {
  return (
    <ul class="chips" aria-label="Odd texts">
      {ODD_TEXTS.map(([what, text]) => (
        <li key={what}>
          <button type="button" onClick={() => onInsert(text)}>
            {what}
          </button>
        </li>
      ))}
    </ul>
  );
}
