import type { Finding } from "./check-settings.ts";
import { isMembers, type Reading, statementsOf } from "./readings.ts";

/** The app instance that a deployment is checked against, and a note on how it is known. */
export interface FoundAppInstance {
  readonly arn?: string;
  readonly findings: readonly Finding[];
}

const APP_INSTANCE = /^(arn:[^:*]+:chime:[^:*]+:\d{12}:app-instance\/[^/*]+)(?:\*|\/.*)?$/;
const ASK: Finding = {
  level: "doubt",
  what: "Which app instance this is for isn't known, so what names one was not looked at.",
  fix: "Give --app-instance arn:aws:chime:<region>:<account>:app-instance/<id>.",
};

/** Where nothing else names the app instance: the one that both of the function's policies name. */
export function readingsToAppInstance(readings: readonly Reading[]): FoundAppInstance {
  const policies = readings.filter(({ kind }) => kind === "resource-policy" || kind === "role-policy");
  if (policies.length === 0) return { findings: [] };
  const named = [...new Set(policies.flatMap(namedIn))];
  const [arn] = named;
  if (arn === undefined) return { findings: [ASK] };
  if (named.length === 1)
    return { arn, findings: [{ level: "fine", what: `The policies are for the app instance ${arn}.` }] };
  const what = `The policies are for different app instances: ${named.join(", ")}.`;
  return { findings: [{ level: "wrong", what, fix: ASK.fix ?? "" }] };
}

function namedIn({ kind, value }: Reading): string[] {
  return statementsOf(value)
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ resources, raw }) => (kind === "role-policy" ? resources : sourcesOf(raw["Condition"])))
    .flatMap((pattern) => APP_INSTANCE.exec(pattern)?.[1] ?? []);
}

function sourcesOf(condition: unknown): string[] {
  const operators = isMembers(condition) ? Object.values(condition).filter(isMembers) : [];
  return operators
    .flatMap((operator) => Object.entries(operator))
    .flatMap(([name, value]) => (name.toLowerCase() === "aws:sourcearn" ? [value].flat().map(String) : []));
}
