import type { Environment } from "../config/env.ts";

/** Written by the build; from the sources it is unknown. */
declare const __VERSION__: string | undefined;

/** Tells AWS support who calls: the bridge and its version, the language, and where it runs. */
export function userAgent(env: Environment): string {
  const version = typeof __VERSION__ === "string" ? __VERSION__ : "source";
  const where = env["AWS_EXECUTION_ENV"];
  return [`chime-lex-bridge/${version}`, "lang/js", ...(where ? [`exec-env/${where}`] : [])].join(" ");
}
