import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEmulator, type Emulator } from "../../../tools/emulator/index.ts";
import { textToFailedEvents } from "../../../tools/operate/failed-events.ts";
import { openFailedQueue } from "../../../tools/operate/failed-queue.ts";
import { command } from "../../captured-io.ts";
import { BANK_BOT, CREDENTIALS } from "../../wire/emulator.ts";

const EVENT = {
  CallbackId: "c".repeat(36),
  ChannelMessage: { MessageId: "m1", ChannelArn: "arn", CreatedTimestamp: 1_795_000_000 },
};
const RECORD = { version: "1.0", timestamp: "2026-11-24T09:00:00.000Z", requestPayload: EVENT, responsePayload: {} };

describe("failed events are found", () => {
  it.each<[what: string, text: string, expected: object[]]>([
    ["as an event", JSON.stringify(EVENT, null, 2), [{ event: EVENT, at: 1_795_000_000_000 }]],
    ["one a line", `${JSON.stringify(EVENT)}\n\n${JSON.stringify(EVENT)}\n`, [{ from: "line 1" }, { from: "line 3" }]],
    ["in a list", JSON.stringify([EVENT, RECORD]), [{ event: EVENT }, { event: EVENT }]],
    ["in Lambda's records", JSON.stringify(RECORD), [{ event: EVENT }]],
    [
      "in what sqs receive-message prints",
      JSON.stringify({ Messages: [{ MessageId: "q1", ReceiptHandle: "h1", Body: JSON.stringify(RECORD) }] }),
      [{ event: EVENT, receiptHandle: "h1", from: "message q1" }],
    ],
    ["never in what is none", "{}", [{ problem: expect.stringMatching(/^holds no processor event/) }]],
    [
      "never in a line that is no JSON",
      `${JSON.stringify(EVENT)}\nnonsense`,
      [{ event: EVENT }, { from: "line 2", problem: "holds no JSON" }],
    ],
    [
      "never in a queue's message that is none",
      JSON.stringify({ Messages: [{ MessageId: "q2", Body: "hello" }] }),
      [{ from: "message q2", problem: "holds no JSON" }],
    ],
  ])("%s", (_what, text, expected) => {
    expect(textToFailedEvents(text)).toMatchObject(expected);
    expect(textToFailedEvents(text)).toHaveLength(expected.length);
  });
});

describe("redrive", () => {
  let emulator: Emulator;
  let env: Record<string, string>;
  let stuck: { messageId: string; event: unknown };

  /** A message whose every attempt failed: pending, and its event kept. */
  beforeEach(async () => {
    emulator = await createEmulator({ bots: [BANK_BOT], retryDelaysMs: [] });
    emulator.setProcessor(() => Promise.reject(new Error("The function is broken.")));
    const { url } = await emulator.listen();
    env = {
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_ENDPOINT_URL_LEX_RUNTIME_V2: url,
      AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url,
      CHIME_LEX_BOT_ALIAS_ARN: emulator.world.lexBots[0]?.aliasArn ?? "",
    };
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const { MessageId } = await emulator.send({ content: "Hello" });
    await expect.poll(() => emulator.deliveries()[0]?.invocations.length).toBe(1);
    stuck = { messageId: MessageId, event: emulator.deliveries()[0]?.event };
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await emulator.close();
  });

  const message = () => emulator.messages().find(({ MessageId }) => MessageId === stuck.messageId);
  const redrive = (...args: string[]) =>
    command(["redrive", ...args], { env, stdin: () => JSON.stringify(stuck.event) });

  it("does nothing unless it is told to, and says what it would", async () => {
    const { code, out, err } = await redrive("--file", "-");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toBe(`would-release  ${stuck.messageId}\n1 would-release. Nothing was done: add --release or --run\n`);
    expect((await redrive("--file", "-", "--run", "--dry-run")).out).toContain("would-run");
    expect(message()?.Status.Value).toBe("PENDING");
  });

  it("lets a message through unchanged, and a second time harms nothing", async () => {
    expect((await redrive("--file", "-", "--release")).out).toContain("1 released\n");
    expect(message()).toMatchObject({ Content: "Hello", Status: { Value: "SENT" } });
    const again = await redrive("--file", "-", "--release");
    expect(again.code).toBe(0);
    expect(again.out).toMatch(
      /refused .*settled before, or these credentials lack chime:ChannelFlowCallback\n1 refused\n/,
    );
    expect(emulator.deliveries()[0]?.callbacks.filter(({ refused }) => !refused)).toHaveLength(1);
  });

  it("hands a message to the bridge again, with one turn, however often", async () => {
    const first = await redrive("--file", "-", "--run", "--without-table");
    expect(first.out).toMatch(/^ran +\S+ {2}replied\n1 ran\n$/);
    expect(message()).toMatchObject({ ContentType: "application/amz-chime-lex-msgs", Status: { Value: "SENT" } });
  });

  it("runs nothing without a table of claims unless told so, since each event would take another turn", async () => {
    const { code, err } = await redrive("--file", "-", "--run");
    expect(code).toBe(2);
    expect(err).toMatch(/--without-table/);
    expect(emulator.deliveries()[0]?.turns).toEqual([]);
    expect(message()?.Status.Value).toBe("PENDING");
  });

  it("tells each delivery once, and what is no event, with exit code 1", async () => {
    const stdin = () => `${JSON.stringify(stuck.event)}\n${JSON.stringify(stuck.event)}\n{"hello":1}\n`;
    const { code, out } = await command(["redrive", "--file", "-", "--release", "--json"], { env, stdin });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      dryRun: false,
      counts: { released: 1, repeated: 1, "no-event": 1 },
      events: [{ fate: "released" }, { fate: "repeated" }, { from: "line 3", fate: "no-event" }],
    });
  });

  it("leaves alone what is older than 48 hours", async () => {
    const old = structuredClone(stuck.event) as { ChannelMessage: { CreatedTimestamp: string } };
    old.ChannelMessage.CreatedTimestamp = new Date(Date.now() - 49 * 3_600_000).toISOString();
    const { out } = await command(["redrive", "--file", "-", "--release"], {
      env,
      stdin: () => JSON.stringify(old),
    });
    expect(out).toMatch(/^expired .*Chime takes no callback after 48 hours\n1 expired\n$/);
    expect(message()?.Status.Value).toBe("PENDING");
  });

  it("shows its progress on a terminal, and none in a pipe", async () => {
    const stdin = () => JSON.stringify(stuck.event);
    expect((await command(["redrive", "--file", "-"], { env, stdin, isTerminal: true })).err).toContain("1 taken up");
    expect((await redrive("--file", "-")).err).toBe("");
  });

  describe("from the queue", () => {
    let server: Server;
    let queue: string[];
    let kept: { MessageId: string; ReceiptHandle: string; Body: string }[];
    beforeEach(async () => {
      kept = [
        { MessageId: "q1", ReceiptHandle: "h1", Body: JSON.stringify({ requestPayload: stuck.event }) },
        { MessageId: "q2", ReceiptHandle: "h2", Body: "no event" },
      ];
      server = createServer(async (incoming, outgoing) => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming) chunks.push(chunk as Buffer);
        const { ReceiptHandle } = JSON.parse(Buffer.concat(chunks).toString());
        const isReceive = String(incoming.headers["x-amz-target"]).endsWith(".ReceiveMessage");
        if (!isReceive) kept = kept.filter((one) => one.ReceiptHandle !== ReceiptHandle);
        outgoing.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
        outgoing.end(
          JSON.stringify(isReceive ? { Messages: kept.map((one) => ({ ...one, MD5OfBody: md5(one.Body) })) } : {}),
        );
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      queue = ["--queue", `http://127.0.0.1:${(server.address() as AddressInfo).port}/111122223333/failed`];
    });
    afterEach(() => {
      server.closeAllConnections();
      server.close();
    });

    it("takes out what is done, and leaves what isn't", async () => {
      expect((await redrive(...queue)).out).toContain("1 would-release, 1 no-event");
      expect(kept).toHaveLength(2);
      const { code, out } = await redrive(...queue, "--release");
      expect(out).toContain("no-event       message q2  holds no JSON");
      expect(code).toBe(1);
      expect(kept.map(({ MessageId }) => MessageId)).toEqual(["q2"]);
      expect(message()?.Status.Value).toBe("SENT");
    });

    it("leaves what Chime refuses with 403, unless it is told otherwise", async () => {
      await redrive("--file", "-", "--release");
      await redrive(...queue, "--release");
      expect(kept).toHaveLength(2);
      await redrive(...queue, "--release", "--delete-refused");
      expect(kept.map(({ MessageId }) => MessageId)).toEqual(["q2"]);
    });
  });

  it.each<[what: string, args: string[], told: RegExp]>([
    ["no source", ["--release"], /needs either --file or --queue/],
    ["two ways at once", ["--file", "-", "--release", "--run"], /--release and --run exclude each other/],
    ["a file that isn't there", ["--file", "/nowhere.jsonl"], /\/nowhere\.jsonl can't be read\. Give --file/],
    ["a queue that is none", ["--queue", "failed"], /failed is no URL of a queue\. Give --queue the URL/],
    ["an unknown option", ["--fil", "x"], /unknown option '--fil'/],
  ])("tells %s in one message", async (_what, args, told) => {
    const { code, err } = await redrive(...args);
    expect(code).toBe(2);
    expect(err).toMatch(told);
  });

  it("says what to install where the queue's client isn't there", async () => {
    const load = () => Promise.reject(new Error("Cannot find package"));
    await expect(openFailedQueue(QUEUE_URL, load)).rejects.toThrow(/Run: npm install @aws-sdk\/client-sqs/);
  });
});

const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/111122223333/failed";
