import { ChimeSDKMessagingClient, UpdateChannelMessageCommand } from "@aws-sdk/client-chime-sdk-messaging";
import { awsPorts } from "../../src/aws/ports.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import type { Bridge, BridgeConfig, Decision, Hooks } from "../../src/index.ts";
import { createBridge } from "../../src/index.ts";
import type { Claims } from "../../src/ports/claims.ts";
import type { Log } from "../../src/ports/ports.ts";
import { createEmulator, type Emulator, type EmulatorOptions } from "../../tools/emulator/index.ts";
import { BANK_BOT, CREDENTIALS } from "./emulator.ts";

/** A call that went over the wire, in the order of the calls. */
export interface WireCall {
  readonly port: string;
  readonly begun: number;
}

export interface OnWire {
  readonly emulator: Emulator;
  readonly bridge: Bridge;
  /** The records of the deliveries that are over, oldest first. */
  readonly decisions: Decision[];
  /** The record of every delivery as it was logged, also of those that were thrown. */
  readonly records: Decision[];
  readonly calls: WireCall[];
  /** The last record of this message. */
  readonly decisionOf: (messageId: string) => Decision | undefined;
  /** Edits a message as its sender. */
  readonly edit: (channelArn: string, messageId: string, bearer: string, content: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

type Bots = BridgeConfig["bots"];

/**
 * The emulator on a port, and the bridge as its processor, talking to it through the AWS SDK. A bot of the configuration is given
 * by what differs: its alias and its AppInstanceBot are the emulator's, in their order.
 */
export async function bridgeOnWire(
  {
    bots = [{}],
    ...config
  }: Omit<Partial<BridgeConfig>, "bots"> & { readonly bots?: readonly Partial<Bots[number]>[] } = {},
  {
    hooks = {},
    claims,
    emulator: options = {},
  }: { readonly hooks?: Hooks; readonly claims?: Claims; readonly emulator?: Partial<EmulatorOptions> } = {},
): Promise<OnWire> {
  const emulator = await createEmulator({ bots: [BANK_BOT], retryDelaysMs: [50, 100], ...options });
  const { url } = await emulator.listen();
  const { lexBots, bots: speakers } = emulator.world;
  const calls: WireCall[] = [];
  const decisions: Decision[] = [];
  const records: Decision[] = [];
  const log: Log = (_level, message, fields) => {
    if (message === "delivery") records.push(fields as unknown as Decision);
  };
  const ports = awsPorts({ lexRegion: "us-east-1", lexEndpoint: url, chimeEndpoint: url, credentials: CREDENTIALS });
  const counted = Object.fromEntries(
    Object.entries(ports).map(([port, call]) => [
      port,
      (...args: unknown[]) => {
        calls.push({ port, begun: Date.now() });
        return (call as (...args: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as typeof ports;
  const bridge = createBridge(
    {
      ...config,
      bots: bots.map((bot, at) => ({
        lexBotAliasArn: (lexBots[at] ?? lexBots[0])?.aliasArn ?? "",
        ...(speakers[at] ? { appInstanceBotArn: speakers[at].arn } : {}),
        ...bot,
      })),
    },
    { ...counted, ...hooks, log, claims: claims ?? createMemoryClaims(Date.now) },
  );
  emulator.setProcessor(async (event, context) => {
    const decision = await bridge.handle(event, { deadline: Date.now() + context.getRemainingTimeInMillis() });
    decisions.push(decision);
    return decision;
  });
  const chime = new ChimeSDKMessagingClient({ region: "us-east-1", endpoint: url, credentials: CREDENTIALS });
  return {
    emulator,
    bridge,
    decisions,
    records,
    calls,
    decisionOf: (messageId) => decisions.findLast((one) => one.messageId === messageId),
    edit: async (ChannelArn, MessageId, ChimeBearer, Content) => {
      await chime.send(new UpdateChannelMessageCommand({ ChannelArn, MessageId, ChimeBearer, Content }));
    },
    close: async () => {
      chime.destroy();
      await emulator.close();
    },
  };
}
