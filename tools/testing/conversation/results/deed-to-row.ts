import type { Step } from "../script/script.ts";

/** What happens between the messages, as who does it and what; undefined for steps that are turns of their own, or what follows one. */
export function deedToRow(step: Step): readonly [who: string, what: string] | undefined {
  if (step.kind === "leave") return [step.member, "(leaves)"];
  if (step.kind === "wait") return ["", `(wait ${msToText(step.ms)})`];
  if (step.kind === "pause") return ["", `(pause${ofText(step.pause.of)}${forText(step.pause.for)})`];
  if (step.kind === "resume") return ["", `(resume${ofText(step.resume.of)})`];
  if (step.kind === "fault") return ["", `(fault ${faultText(step)})`];
  return undefined;
}

function ofText(of: string | undefined): string {
  return of === undefined ? "" : ` of ${of}`;
}

function forText(ms: number | undefined): string {
  return ms === undefined ? "" : ` for ${msToText(ms)}`;
}

function faultText(step: Extract<Step, { kind: "fault" }>): string {
  if ("assigned" in step) return Object.keys(step.assigned).join(", ");
  return step.named === "none" ? step.named : step.named.name;
}

const UNITS = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "m"],
  [1_000, "s"],
] as const;

/** As a script writes it, in the largest unit that says it exactly. */
function msToText(ms: number): string {
  const [size, unit] = UNITS.find(([whole]) => ms >= whole && ms % whole === 0) ?? [1, "ms"];
  return `${ms / size} ${unit}`;
}
