import type { Info } from "../../http/info.ts";

const STAGES = [
  ["Event", "Chime holds the message back and invokes the processor with it."],
  ["Verdict", "The gate decides whether the bot speaks: turn, release or deny."],
  ["Turn request", "The text goes to Lex in the sender’s session."],
  ["Turn result", "Lex answers with messages and the state of the session."],
  ["Callback", "One ChannelFlowCallback settles the message, and the channel shows it."],
] as const;

/** What stands in the inspector before the first delivery. */
export function HowItWorks({ info }: { info: Info | undefined }) {
  return (
    <div class="how">
      <p>Every message walks through five stages. Each shows here as it happens.</p>
      <ol>
        {STAGES.map(([title, what], at) => (
          <li key={title}>
            <span class="stage-number" aria-hidden="true">
              {at + 1}
            </span>
            <div>
              <h3>{title}</h3>
              <p>{what}</p>
            </div>
          </li>
        ))}
      </ol>
      {info === undefined ? null : info.lexBots.map((bot) => <BotView key={bot.aliasArn} bot={bot} />)}
    </div>
  );
}

function BotView({ bot }: { bot: Info["lexBots"][number] }) {
  return (
    <section class="bot" aria-label={`Bot ${bot.name}`}>
      <h3>{bot.name}</h3>
      <p>
        <code>{bot.botId}</code> {bot.locales.join(", ")}
      </p>
      {bot.notes.map((note) => (
        <p key={note} class="aside">
          {note}
        </p>
      ))}
    </section>
  );
}
