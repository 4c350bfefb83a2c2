import { awsPorts } from "../../../src/aws/ports.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { EmulatedDelivery } from "../../emulator/delivery.ts";
import type { ConversationChannel, ConversationPeople } from "./channel.ts";
import { bindMembers, type NamedMember } from "./script/members.ts";
import { heardAfter, openWired, type WiredOptions } from "./wired.ts";

/** What `GET /_emulator/info` says, as far as it is needed here. */
interface Info {
  readonly channelArn: string;
  readonly bot: NamedMember;
  readonly users: readonly NamedMember[];
  readonly channels: readonly { readonly arn: string; readonly members: readonly string[] }[];
  /** Where people take over from the bots. */
  readonly handoff?: {
    readonly scope: "channel" | "session";
    readonly agents: readonly string[];
  };
}

const INFO_MS = 5_000;
/** How long nothing must have been said before whoever joined counts as welcomed: nobody observes a welcome. */
const WELCOME_MS = 1_000;
const CREDENTIALS = { accessKeyId: "emulator", secretAccessKey: "emulator" };

/**
 * The channel of an emulator that runs at `url`, with the processor and the bots that it was started with; emptied first, so that
 * conversations don't hear one another. Throws USAGE where none answers.
 */
export async function openRunningEmulator(url: string, timeoutMs: number): Promise<ConversationChannel> {
  const { channelArn, bot, users } = await infoOf(url);
  await asked(url, { method: "POST", path: "/_emulator/reset" });
  const noFaults = () => asked<void>(url, { method: "DELETE", path: "/_emulator/faults" });
  const options: WiredOptions = {
    channelArn,
    ports: awsPorts({ lexRegion: "us-east-1", chimeEndpoint: url, credentials: CREDENTIALS }),
    members: bindMembers(users, bot),
    speaker: users[0]?.name ?? "ana",
    observe: async (messageId) => {
      const { deliveries = [], messages = [] } = await snapshotOf(url);
      return {
        delivery: deliveries.find((one) => one.messageId === messageId),
        isPending: messages.some(({ Status }) => Status?.Value === "PENDING"),
      };
    },
    timeoutMs,
    quietMs: 0,
  };
  return {
    ...openWired(options),
    people: peopleAt(url, options),
    pass: async (advanceMs) =>
      void (await asked(url, { method: "POST", path: "/_emulator/clock", body: { advanceMs } })),
    nameFault: async (fault) =>
      void (await (fault === "none"
        ? noFaults()
        : asked(url, { method: "POST", path: "/_emulator/faults", body: fault }))),
    close: noFaults,
  };
}

/** Members come and go by Chime's own operations; a pause is what the page's switch asks for. */
function peopleAt(url: string, options: WiredOptions): ConversationPeople {
  const { channelArn, members } = options;
  const memberships = `/channels/${encodeURIComponent(channelArn)}/memberships`;
  const placeOf = (of: string | undefined) => ({
    channelArn,
    ...(of === undefined ? {} : { senderArn: members.arnOf(of) }),
  });
  return {
    join: async (member, times) => {
      if (times > 1)
        throw new BridgeError("USAGE", "A running emulator brings a record of memberships once.", { fix: IN_PROCESS });
      const joiner = members.arnOf(member);
      const there = (await infoOf(url)).channels.find(({ arn }) => arn === channelArn)?.members ?? [];
      const before = there.find((arn) => arn.includes("/user/")) ?? joiner;
      const run = () =>
        asked<void>(url, {
          method: "POST",
          path: memberships,
          body: { MemberArn: joiner, Type: "DEFAULT" },
          bearer: before,
        });
      return heardAfter({ ...options, quietMs: WELCOME_MS }, { before, after: joiner, run });
    },
    leave: async (member) => {
      const leaver = members.arnOf(member);
      const path = `${memberships}/${encodeURIComponent(leaver)}`;
      await asked(url, { method: "DELETE", path, bearer: leaver });
    },
    pause: async ({ of, forMs }) => {
      if (forMs !== undefined)
        throw new BridgeError("USAGE", "A pause at a running emulator is as long as its handoff.resumeAfterMs.", {
          fix: `Leave for: out. Otherwise: ${IN_PROCESS}`,
        });
      await asked(url, { method: "POST", path: "/_emulator/pause", body: placeOf(of) });
    },
    resume: ({ of }) => asked(url, { method: "POST", path: "/_emulator/resume", body: placeOf(of) }),
    checkAgent: async (member) => {
      const { handoff, users } = await infoOf(url);
      const isAgent = handoff?.agents.includes(members.arnOf(member));
      // Where conversations are paused, whoever speaks for the staff is like everybody else.
      if (isAgent || handoff?.scope === "session") return;
      const agents = users.filter(({ arn }) => handoff?.agents.includes(arn)).map(({ name }) => name.toLowerCase());
      throw new BridgeError("USAGE", `${member} is no agent at ${url}.`, {
        fix: handoff
          ? `Use ${agents.join(", ")}, or start dev with the agent's ARN in handoff.agents.`
          : "Start dev with --config, and with handoff in that file.",
      });
    },
  };
}

const MEMBERS_FIX: Readonly<Record<number, string>> = {
  403: "Whoever isn't in the channel can't leave it: let them join first.",
  409: "Whoever is in the channel can't join it: let them leave first.",
};
const IN_PROCESS = "Hold the conversation in process, without --url.";

function infoOf(url: string): Promise<Info> {
  return asked(url, { method: "GET", path: "/_emulator/info" });
}

interface Request {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  /** As whom an operation of Chime is asked for: an ARN. */
  readonly bearer?: string;
}

async function asked<Answer>(url: string, { method, path, body, bearer }: Request): Promise<Answer> {
  const response = await fetch(new URL(path, url), {
    method,
    signal: AbortSignal.timeout(INFO_MS),
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(bearer === undefined ? {} : { "x-amz-chime-bearer": bearer }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new BridgeError("USAGE", `No emulator answers at ${url}.`, {
      cause,
      fix: "Start one with: chime-lex-bridge dev",
    });
  });
  if (response.status === 204) return undefined as Answer;
  const answer = (await response.json().catch(() => ({}))) as Answer & {
    readonly Message?: string;
    readonly message?: string;
  };
  if (response.ok) return answer;
  const why = answer.Message ?? answer.message ?? `${response.status}`;
  const fix = MEMBERS_FIX[response.status] ?? "";
  throw new BridgeError("USAGE", `What runs at ${url} answered ${method} ${path} with: ${why}`, { fix });
}

interface Snapshot {
  readonly deliveries?: readonly EmulatedDelivery[];
  readonly messages?: readonly { readonly Status?: { readonly Value?: string } }[];
}

/** The stream of changes begins with everything there is: its first event is read, and no more. */
async function snapshotOf(url: string): Promise<Snapshot> {
  const response = await fetch(new URL("/_emulator/events", url), { signal: AbortSignal.timeout(INFO_MS) });
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes("\n\n")) break;
  }
  const data = /^data: (.*)$/m.exec(text)?.[1] ?? "{}";
  return JSON.parse(data) as Snapshot;
}
