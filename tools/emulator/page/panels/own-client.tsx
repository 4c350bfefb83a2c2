import { clientLines } from "../../client-lines.ts";
import { CodeView } from "../inspector/json-view.tsx";

/** How a client of one's own is pointed at this emulator: lines for a shell, to be copied. */
export function OwnClient() {
  return (
    <section aria-label="Your own client">
      <p>
        <b>Your own client</b>, any AWS SDK or CLI. The keys are stand-ins: nobody looks at them.
      </p>
      <CodeView text={clientLines(location.origin).join("\n")} label="What points it here" />
    </section>
  );
}
