const STAGES = [
  ["Event", "Chime holds the message back and invokes the processor with it."],
  ["Verdict", "The gate decides whether the bot speaks: turn, release or deny."],
  ["Turn request", "The text goes to Lex in the sender’s session."],
  ["Turn result", "Lex answers with messages and the state of the session."],
  ["Reply", "The bridge makes the answer fit Chime’s limits, and lists what was lost."],
  ["Callback", "One ChannelFlowCallback settles the message, and the channel shows it."],
] as const;

/** What stands in the inspector before the first delivery. */
export function HowItWorks() {
  return (
    <div class="how">
      <p>Every message goes through these stages. Each appears here as it happens.</p>
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
    </div>
  );
}
