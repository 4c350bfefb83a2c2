import type { SessionKey } from "../../../../../src/ports/ports.ts";
import { ServiceError } from "../../../service-error.ts";
import type { BotModel } from "../../model/model.ts";
import type { CallHook, Hook, HookAnswerCheck, HookEvent, HookOutcome } from "./hook.ts";
import { type HookAnswer, readHookAnswer } from "./hook-answer.ts";

export interface HookCaller {
  readonly bot: BotModel;
  readonly path: SessionKey;
  readonly hook: Hook;
  readonly timeoutMs: number;
  /** Holds the function's messages to the limits of Lex's model. */
  readonly strict: boolean;
  readonly log: (line: string) => void;
}

/** The name that AWS gives to the alias `TSTALIASID`; other aliases of the emulator have no name but their id. */
const TEST_ALIAS_NAME = "TestBotAlias";

/** Calls a bot's function for one turn: the whole event, the time limit, and how it ended. What fails is logged with its reason. */
export function hookCaller({ bot, path, hook, timeoutMs, strict, log }: HookCaller): CallHook {
  return async (call, misfit) => {
    const { botId: id, botAliasId: aliasId, localeId, sessionId } = path;
    const aliasName = aliasId === "TSTALIASID" ? TEST_ALIAS_NAME : aliasId;
    const event: HookEvent = {
      messageVersion: "1.0",
      inputMode: "Text",
      responseContentType: "text/plain; charset=utf-8",
      sessionId,
      bot: { id, name: bot.name, aliasId, aliasName, localeId, version: bot.version },
      ...call,
    };
    const check: Check = (answer) => {
      const read = readHookAnswer(answer, strict);
      return "why" in read ? read : withMisfit(read.answer, misfit);
    };
    const outcome = await called(hook, event, check, timeoutMs);
    if (outcome.kind !== "answered") {
      const label = call.invocationLabel === undefined ? "" : ` ${call.invocationLabel}`;
      const place = `${call.invocationSource}${label} of intent ${call.sessionState.intent.name}`;
      log(`${bot.name}: the code hook ${outcome.kind} at ${place}. ${outcome.refusal.message}`);
    }
    return outcome;
  };
}

type Check = (answer: unknown) => { readonly answer: HookAnswer } | { readonly why: string };

function withMisfit(answer: HookAnswer, misfit: HookAnswerCheck): ReturnType<Check> {
  const why = misfit(answer);
  return why === undefined ? { answer } : { why };
}

async function called(hook: Hook, event: HookEvent, check: Check, timeoutMs: number): Promise<HookOutcome> {
  const ended = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<HookOutcome>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: "timed out", refusal: unusable(`It took longer than ${timeoutMs} ms.`) });
      ended.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([timedOut, answered(hook, event, check, ended.signal)]);
  } finally {
    clearTimeout(timer);
  }
}

async function answered(hook: Hook, event: HookEvent, check: Check, signal: AbortSignal): Promise<HookOutcome> {
  try {
    // A copy as JSON, as over a wire: neither side can reach into the other, and what JSON can't say is lost here as there.
    const value: unknown = await hook(JSON.parse(JSON.stringify(event)), { signal });
    const read = check(value === undefined ? null : JSON.parse(JSON.stringify(value)));
    return "why" in read ? refused(read.why) : { kind: "answered", answer: read.answer };
  } catch (thrown) {
    return refused(thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown));
  }
}

function unusable(why: string): ServiceError {
  return new ServiceError(424, "DependencyFailedException", `The bot's code hook failed. ${why}`);
}

function refused(why: string): HookOutcome {
  return { kind: "failed", refusal: unusable(why) };
}
