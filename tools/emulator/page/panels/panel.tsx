import type { ComponentChildren } from "preact";
import type { Offered } from "../server/controls.ts";

/** A panel of the second half, by its title. */
export function PanelFrame({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="panel" aria-label={title}>
      <div class="half-title">
        <h2>{title}</h2>
      </div>
      <div class="panel-body">{children}</div>
    </section>
  );
}

/** What the emulator doesn't offer, and why; or nothing while it wasn't asked yet. */
export function Absent({ offered, what }: { offered: Offered<unknown> | undefined; what: string }) {
  if (offered === undefined) return <p class="aside">Asking the emulator…</p>;
  if (!("absent" in offered)) return null;
  return (
    <p class="aside">
      {what} {offered.absent}
    </p>
  );
}
