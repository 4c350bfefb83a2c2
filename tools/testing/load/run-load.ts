import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { BotAnswer, ConversationChannel, Utterance } from "../conversation/channel.ts";
import { type ConversationResult, runConversation } from "../conversation/run.ts";
import type { Conversation } from "../conversation/script/script.ts";
import { duesOf, type LoadPlan, messagesDue } from "./plan.ts";

/** Milliseconds from any fixed time. */
export interface LoadClock {
  readonly now: () => number;
  /** Resolves at that time, at once where it is past. */
  readonly until: (at: number) => Promise<void>;
}

/** One message of a user. Times are milliseconds from the beginning of the load. */
export interface LoadSample {
  readonly dueAt: number;
  readonly sentAt: number;
  /** When the whole answer was in the channel. Absent where none came, or it failed. */
  readonly answeredAt?: number;
  /** The bot is meant to say nothing, or the gate let the message through. */
  readonly isSilent: boolean;
  /** The code of what failed: of errors.md, or the number of a lex-error message. */
  readonly error?: string;
}

/** An answer, and when the last of it came: by the load's clock. */
export type TimedAnswer = BotAnswer & { readonly at?: number };

/** A user's channel. It is kept for all of the user's conversations; `renew` begins another. */
export interface LoadChannel extends Omit<ConversationChannel, "say"> {
  readonly say: (utterance: Utterance) => Promise<TimedAnswer>;
  readonly renew: () => Promise<void>;
}

export interface LoadRules {
  readonly plan: LoadPlan;
  readonly conversation: Conversation;
  readonly open: (user: number) => Promise<LoadChannel>;
  readonly clock: LoadClock;
  /** How long users that are behind go on sending after the last message was due, in milliseconds. */
  readonly graceMs: number;
  readonly heard?: (sample: LoadSample) => void;
  /** Whether to stop before the plan is fulfilled. */
  readonly stopped?: () => boolean;
}

export interface LoadRun {
  readonly plan: LoadPlan;
  readonly samples: readonly LoadSample[];
  /** Messages that were due and were never sent, because their users waited for answers. */
  readonly unsent: number;
  readonly wasStopped: boolean;
  readonly ms: number;
  readonly conversations: { readonly held: number; readonly asScripted: number };
  /** The first conversation that wasn't as its script. */
  readonly miss?: ConversationResult;
}

/**
 * Users who hold a conversation again and again, each sending its next message when it is due. A user waits for an answer before it goes
 * on, and what it then sends late counts from when it was due: a slow answer is felt by all that wait behind it, and none of them is left out
 * (no coordinated omission). Throws USAGE for a script that can't be held under load.
 */
export async function runLoad(options: LoadRules): Promise<LoadRun> {
  const { plan, conversation, clock } = options;
  if (!conversation.steps.some(({ kind }) => kind === "user"))
    throw new BridgeError("USAGE", `${conversation.file} has no user step.`);
  const load = new Load(options, clock.now());
  await Promise.all(Array.from({ length: plan.users }, (_, user) => load.user(user)));
  if (load.skipped !== undefined) {
    throw new BridgeError("USAGE", `${conversation.file} can't be held under load: ${load.skipped}.`, {
      fix: "Give a script of user and bot steps alone.",
    });
  }
  return load.run();
}

class Load {
  skipped: string | undefined;
  private readonly options: LoadRules;
  private readonly begin: number;
  private readonly samples: LoadSample[] = [];
  private taken = 0;
  private held = 0;
  private asScripted = 0;
  private wasStopped = false;
  private miss: ConversationResult | undefined;

  constructor(options: LoadRules, begin: number) {
    this.options = options;
    this.begin = begin;
  }

  async user(user: number): Promise<void> {
    const { plan, conversation, open } = this.options;
    const dues = duesOf(plan, user);
    const channel = await open(user);
    let isOver = false;
    const say = async (utterance: Utterance): Promise<BotAnswer> => {
      const dueAt = await this.nextDue(dues);
      isOver = dueAt === undefined;
      if (dueAt === undefined) throw new BridgeError("INTERNAL", "The load is over.");
      return this.timed(dueAt, () => channel.say(utterance));
    };
    try {
      while (!isOver && this.skipped === undefined) {
        const result = await runConversation(conversation, async () => ({ ...channel, say, close: async () => {} }));
        this.skipped ??= result.skipped;
        if (!isOver) this.count(result);
        await channel.renew();
      }
    } finally {
      await channel.close();
    }
  }

  /** Waits until a user's next message is due. Undefined where none is, or it is too late for it. */
  private async nextDue(dues: Generator<number, void>): Promise<number | undefined> {
    const { plan, clock, graceMs, stopped } = this.options;
    const { value: dueAt } = dues.next();
    if (dueAt === undefined) return undefined;
    const lastDue = ((messagesDue(plan) - 1) / plan.rate) * 1_000;
    await clock.until(this.begin + dueAt);
    this.wasStopped ||= stopped?.() ?? false;
    if (this.wasStopped || this.now() > lastDue + graceMs) return undefined;
    this.taken++;
    return dueAt;
  }

  private now(): number {
    return this.options.clock.now() - this.begin;
  }

  private async timed(dueAt: number, say: () => Promise<TimedAnswer>): Promise<BotAnswer> {
    const sentAt = this.now();
    const add = (sample: Omit<LoadSample, "dueAt" | "sentAt">) => {
      const whole = { dueAt, sentAt, ...sample };
      this.samples.push(whole);
      this.options.heard?.(whole);
    };
    try {
      const answer = await say();
      const error = errorOf(answer);
      const answeredAt = (answer.at ?? this.options.clock.now()) - this.begin;
      add({ isSilent: answer.messages.length === 0, ...(error === undefined ? { answeredAt } : { error }) });
      return answer;
    } catch (caught) {
      add({ isSilent: true, error: BridgeError.from(caught).code });
      throw caught;
    }
  }

  private count(result: ConversationResult): void {
    this.held++;
    if (result.passed) this.asScripted++;
    else this.miss ??= result;
  }

  run(): LoadRun {
    const { plan } = this.options;
    return {
      plan,
      samples: this.samples.sort((a, b) => a.dueAt - b.dueAt),
      unsent: messagesDue(plan) - this.taken,
      wasStopped: this.wasStopped,
      ms: this.now(),
      conversations: { held: this.held, asScripted: this.asScripted },
      ...(this.miss ? { miss: this.miss } : {}),
    };
  }
}

function errorOf({ problem, decision, error }: BotAnswer): string | undefined {
  if (problem !== undefined) return "UNANSWERED";
  return decision?.error?.code ?? (error === undefined ? undefined : `lex-error ${error}`);
}
