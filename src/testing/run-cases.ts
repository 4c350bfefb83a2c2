import type { Callback } from "../../mappers/shapes/callback.ts";
import type { TurnRequest, TurnResult } from "../../mappers/shapes/turn.ts";
import { createBridge } from "../bridge.ts";
import { createMemoryClaims } from "../claims/memory.ts";
import { type BridgeConfig, readConfig } from "../config.ts";
import type { Decision } from "../decision.ts";
import { BridgeError } from "../errors.ts";
import { lexFailure } from "../failures.ts";
import { type Case, readCases } from "./case-folder.ts";
import { type Difference, differences } from "./differences.ts";

/** What a case came to. It passes when nothing differs. */
export interface CaseResult {
  readonly case: Case;
  readonly differences: readonly Difference[];
  /** What really happened, in the shape of the case's files. */
  readonly actual: { readonly turnRequest?: TurnRequest; readonly callback?: Callback; readonly decision: Decision };
}

const CASE_MS = 1_500;

/** The configuration that cases run under where nothing else is said: the sample bank bot's. */
export const CASE_CONFIG: BridgeConfig = {
  bots: [
    {
      lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID",
      appInstanceBotArn:
        "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1/bot/c7b1d2e3-94f5-4a06-8b17-c829d0e1f2a3",
    },
  ],
};

/**
 * Runs every case of a folder through the whole bridge, with its own turn result in the place of Lex. Throws CASE_UNREADABLE for
 * a malformed case, CONFIG_INVALID for its options.
 */
export async function runCases(folder: string, config: BridgeConfig = CASE_CONFIG): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const one of readCases(folder)) results.push(await runCase(one, config));
  return results;
}

export async function runCase(one: Case, config: BridgeConfig = CASE_CONFIG): Promise<CaseResult> {
  let turnRequest: TurnRequest | undefined;
  let callback: Callback | undefined;
  const settings = readConfig({ ...config, ...one.about.config });
  const bridge = createBridge(settings, {
    recognizeText: async (request) => {
      turnRequest = request;
      if (one.turnFailure) throw lexFailure({ ...one.turnFailure, message: "" });
      if (one.turnResult !== undefined) return structuredClone(one.turnResult) as TurnResult;
      throw new BridgeError("CASE_UNREADABLE", `${one.name} takes a turn, and has no 3-turn-result.json.`);
    },
    channelFlowCallback: async (sent) => {
      callback = sent;
    },
    claims: createMemoryClaims(Date.now),
    log: () => {},
    now: Date.now,
  });
  // What Lex refuses for the moment is asked again for as long as there is time: a case needn't wait for that.
  const decision = await bridge.handle(structuredClone(one.event), { deadline: Date.now() + CASE_MS });
  const actual = {
    decision,
    ...(turnRequest ? { turnRequest } : {}),
    ...(callback ? { callback } : {}),
  };
  return { case: one, actual, differences: compare(one, actual) };
}

function compare(one: Case, { turnRequest, callback, decision }: CaseResult["actual"]): Difference[] {
  const { about } = one;
  const kinds = decision.losses.map(({ kind }) => kind);
  const reason = decision.verdict?.kind === "release" ? decision.verdict.reason : undefined;
  return [
    ...differences("outcome", about.outcome, decision.outcome),
    ...differences("reason", about.reason, reason),
    ...differences("error", about.error, decision.error?.code),
    ...differences("losses", about.losses ?? [], kinds),
    ...differences("turn request", one.turnRequest, turnRequest),
    ...differences("callback", one.callback, callback),
  ];
}
