import { awsPorts } from "../../../src/aws/ports.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { EmulatedDelivery } from "../../emulator/delivery.ts";
import type { ConversationChannel } from "./channel.ts";
import { bindMembers, type NamedMember } from "./script/members.ts";
import { openWired } from "./wired.ts";

/** What `GET /_emulator/info` says, as far as it is needed here. */
interface Info {
  readonly channelArn: string;
  readonly bot: NamedMember;
  readonly users: readonly NamedMember[];
}

const INFO_MS = 5_000;
const CREDENTIALS = { accessKeyId: "emulator", secretAccessKey: "emulator" };

/**
 * The channel of an emulator that runs at `url`, with the processor and the bots that it was started with; emptied first, so that
 * conversations don't hear one another. Throws USAGE where none answers.
 */
export async function openRunningEmulator(url: string, timeoutMs: number): Promise<ConversationChannel> {
  const { channelArn, bot, users } = await asked<Info>(url, "GET", "/_emulator/info");
  await asked(url, "POST", "/_emulator/reset");
  const noFaults = () => asked<void>(url, "DELETE", "/_emulator/faults");
  const channel = openWired({
    channelArn,
    ports: awsPorts({ lexRegion: "us-east-1", chimeEndpoint: url, credentials: CREDENTIALS }),
    members: bindMembers(users, bot),
    speaker: users[0]?.name ?? "ana",
    deliveryOf: async (messageId) => (await deliveriesOf(url)).find((one) => one.messageId === messageId),
    timeoutMs,
    quietMs: 0,
  });
  return {
    ...channel,
    pass: async (advanceMs) => void (await asked(url, "POST", "/_emulator/clock", { advanceMs })),
    nameFault: async (fault) =>
      void (await (fault === "none" ? noFaults() : asked(url, "POST", "/_emulator/faults", fault))),
    close: noFaults,
  };
}

async function asked<Answer>(url: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(new URL(path, url), {
    method,
    signal: AbortSignal.timeout(INFO_MS),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  }).catch((cause: unknown) => {
    throw new BridgeError("USAGE", `No emulator answers at ${url}.`, {
      cause,
      fix: "Start one with: chime-lex-bridge dev",
    });
  });
  if (response.status === 204) return undefined as Answer;
  const answer = (await response.json().catch(() => ({}))) as Answer & { readonly Message?: string };
  if (response.ok) return answer;
  const why = answer.Message ?? `${response.status}`;
  throw new BridgeError("USAGE", `What runs at ${url} answered ${method} ${path} with: ${why}`, { fix: "" });
}

/** The stream of changes begins with everything there is: its first event is read, and no more. */
async function deliveriesOf(url: string): Promise<readonly EmulatedDelivery[]> {
  const response = await fetch(new URL("/_emulator/events", url), { signal: AbortSignal.timeout(INFO_MS) });
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes("\n\n")) break;
  }
  const data = /^data: (.*)$/m.exec(text)?.[1] ?? "{}";
  return (JSON.parse(data) as { deliveries?: EmulatedDelivery[] }).deliveries ?? [];
}
