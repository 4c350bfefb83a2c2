import { readReply } from "../../mappers/client/read-reply.ts";
import { replyToText } from "../../mappers/client/reply-to-text.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import type { BridgeConfig } from "../../src/config/config.ts";
import { type Bridge, createBridge } from "../../src/index.ts";
import type { Claims } from "../../src/ports/claims.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { createEmulator, type Emulator, type EmulatorOptions } from "../../tools/emulator/index.ts";
import { BANK_BOT } from "../wire/emulator.ts";

/** When a process dies: before or after the effect of its call of this number, from 0. */
export interface Death {
  readonly at: number;
  readonly when: "before" | "after";
}

export interface OwnStand {
  readonly emulator: Emulator;
  readonly claims: Claims;
  /** The clock of every bridge. */
  readonly now: () => number;
  /** Moves it on. */
  later(ms: number): void;
  /** A bridge in a process of its own, on the same claims: with a death, nothing it does after that happens. */
  process(options?: {
    readonly death?: Death;
    readonly ports?: Partial<Ports>;
    readonly config?: Partial<BridgeConfig>;
  }): Mortal;
  /** What the bot has said in the channel, as people read it. */
  said(): string[];
}

export interface Mortal {
  readonly bridge: Bridge;
  /** Resolves when it is dead. */
  readonly dead: Promise<void>;
  /** What it called, by name. */
  readonly calls: string[];
}

const NEVER = new Promise<never>(() => {});

/** The emulator in process, claims that all processes share, and bridges that may die. */
export async function standOwn(options: Partial<EmulatorOptions> = {}): Promise<OwnStand> {
  let passed = 0;
  const now = () => Date.now() + passed;
  const emulator = await createEmulator({ bots: [BANK_BOT], ...options });
  const { lexBots, bot } = emulator.world;
  const claims = { ...createMemoryClaims(now), isDurable: true };
  return {
    emulator,
    claims,
    now,
    later: (ms) => {
      passed += ms;
    },
    process: ({ death, ports = {}, config = {} } = {}) => {
      let die = () => {};
      const dead = new Promise<void>((resolve) => {
        die = resolve;
      });
      const calls: string[] = [];
      const mortal =
        <Args extends unknown[], Value>(name: string, call: (...args: Args) => Promise<Value>) =>
        async (...args: Args): Promise<Value> => {
          const at = calls.push(name) - 1;
          if (!death || at < death.at) return call(...args);
          if (at === death.at && death.when === "after") await call(...args).catch(() => {});
          die();
          return NEVER;
        };
      const all: Partial<Ports> = { ...emulator.ports, ...ports };
      const wrapped = Object.fromEntries(
        Object.entries(all).map(([name, port]) => [name, mortal(name, port as () => Promise<unknown>)]),
      );
      const bridge = createBridge(
        {
          bots: [{ lexBotAliasArn: lexBots[0]?.aliasArn ?? "", appInstanceBotArn: bot.arn }],
          ...config,
        },
        {
          ...(wrapped as Partial<Ports>),
          claims: {
            isDurable: true,
            read: mortal("read", (ports.claims ?? claims).read),
            write: (id, write, rest) => mortal(write.kind, (ports.claims ?? claims).write)(id, write, rest),
          },
          now,
        },
      );
      return { bridge, dead, calls };
    },
    said: () =>
      emulator
        .messages()
        .filter(({ Sender }) => Sender.Arn === bot.arn)
        .map(({ Content, ContentType }) => replyToText(readReply({ Content, ContentType }))),
  };
}
