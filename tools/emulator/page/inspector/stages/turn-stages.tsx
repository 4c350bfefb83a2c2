import { LEX_TEXT_MAX } from "../../../../../mappers/shapes/limits.ts";
import type { TurnResult } from "../../../../../mappers/shapes/turn.ts";
import { kindOf } from "../../../../../mappers/text/message-kinds.ts";
import type { EmulatedDelivery } from "../../../delivery.ts";
import { durationToText } from "../../format.ts";
import { Facts, Meter } from "../facts.tsx";
import { JsonDetails } from "../json-view.tsx";

const NO_TURN = "Lex was not asked.";

/** What Lex was asked. */
export function TurnRequestStage({ delivery }: { delivery: EmulatedDelivery }) {
  const { turns } = delivery;
  if (turns.length === 0) return <p class="aside">{delivery.invocations.length > 0 ? NO_TURN : "Nothing yet."}</p>;
  return (
    <>
      {turns.map(({ request, at }, n) => (
        <div key={at} class="one">
          <blockquote class="words" dir="auto">
            {request.text}
          </blockquote>
          <Facts
            rows={[
              ["Bot", <code key="b">{`${request.botId} / ${request.botAliasId} / ${request.localeId}`}</code>],
              ["Session", <code key="s">{request.sessionId}</code>],
              ...attributeRows(request.requestAttributes),
            ]}
          />
          <Meter name="Text" size={request.text.length} max={LEX_TEXT_MAX} unit="characters" />
          <JsonDetails value={request} label={turns.length > 1 ? `Turn request ${n + 1}` : "Turn request"} />
        </div>
      ))}
    </>
  );
}

/** What Lex answered. */
export function TurnResultStage({ delivery }: { delivery: EmulatedDelivery }) {
  const { turns } = delivery;
  if (turns.length === 0) return <p class="aside">{delivery.invocations.length > 0 ? NO_TURN : "Nothing yet."}</p>;
  return (
    <>
      {turns.map(({ result, refused, at, ms }, n) => (
        <div key={at} class="one">
          {refused === undefined ? null : (
            <div class="problem">
              <b>
                Lex refused: {refused.status} {refused.name}
              </b>{" "}
              {refused.message}
            </div>
          )}
          {result === undefined ? null : <ResultView result={result} ms={ms} />}
          {result === undefined && refused === undefined ? <p class="aside">Lex has not answered yet.</p> : null}
          {result === undefined ? null : (
            <JsonDetails value={result} label={turns.length > 1 ? `Turn result ${n + 1}` : "Turn result"} />
          )}
        </div>
      ))}
    </>
  );
}

function ResultView({ result, ms }: { result: TurnResult; ms: number }) {
  const { intent, dialogAction, sessionAttributes } = result.sessionState ?? {};
  const slots = Object.entries(intent?.slots ?? {}).map(([name, slot]) => {
    const value = slot?.value?.interpretedValue ?? slot?.value?.originalValue;
    return `${name}: ${value ?? "–"}`;
  });
  return (
    <>
      {(result.messages ?? []).length === 0 ? <p class="aside">Lex sent no messages.</p> : null}
      <ol class="said" aria-label="Messages of the bot">
        {(result.messages ?? []).map(({ contentType, content, imageResponseCard: card }, at) => (
          <li key={at} dir="auto">
            <span class="mark">{contentType}</span>{" "}
            {card ? [card.title, ...(card.buttons ?? []).map(({ text }) => `[${text}]`)].join("  ") : null}
            {kindOf(contentType).toText?.(content ?? "") ?? content}
          </li>
        ))}
      </ol>
      <Facts
        rows={[
          ["Intent", [intent?.name, intent?.state].filter(Boolean).join(", ")],
          ["Next", [dialogAction?.type, dialogAction?.slotToElicit].filter(Boolean).join(" ")],
          ["Slots", slots.join(", ")],
          [
            "Session attributes",
            Object.entries(sessionAttributes ?? {})
              .map(([name, v]) => `${name}: ${v}`)
              .join(", "),
          ],
          ["Answered in", durationToText(ms)],
        ]}
      />
    </>
  );
}

function attributeRows(attributes: Readonly<Record<string, string>>) {
  return Object.entries(attributes).map(([name, value]) => [name, <code key={name}>{value}</code>] as const);
}
