import { connect } from "node:net";
import {
  ChimeSDKMessagingClient,
  CreateChannelMembershipCommand,
  GetMessagingSessionEndpointCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { createEmulator, type Emulator } from "../../../../tools/emulator/index.ts";

interface Heard {
  readonly type: string;
  readonly kind: string;
  readonly payload: Record<string, unknown> | undefined;
}

let emulator: Emulator;
let url: string;
const open: WebSocket[] = [];
beforeEach(async () => {
  emulator = await createEmulator({ bots: [] });
  ({ url } = await emulator.listen());
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.terminate();
  await emulator.close();
});

/** A session that keeps what it hears; `until` resolves as soon as it heard an event of that type. */
function session(userArn: string, query = "", options = {}) {
  const address = `${url.replace("http", "ws")}/connect?sessionId=1&userArn=${encodeURIComponent(userArn)}${query}`;
  const socket = new WebSocket(address, options);
  open.push(socket);
  const heard: Heard[] = [];
  const waiting: { type: string; done: () => void }[] = [];
  socket.on("message", (data, isBinary) => {
    expect(isBinary).toBe(false);
    const { Headers, Payload } = JSON.parse(String(data));
    const type = Headers["x-amz-chime-event-type"];
    heard.push({ type, kind: Headers["x-amz-chime-message-type"], payload: Payload && JSON.parse(Payload) });
    for (const one of waiting.filter((each) => each.type === type)) one.done();
  });
  return {
    socket,
    heard,
    until: (type: string) =>
      new Promise<void>((done) => {
        if (heard.some((one) => one.type === type)) done();
        else waiting.push({ type, done });
      }),
    closed: new Promise<number>((resolve) => socket.once("close", resolve)),
    refused: new Promise<number | undefined>((resolve) => {
      socket.once("unexpected-response", (_, { statusCode }) => resolve(statusCode));
    }),
  };
}
const typesOf = ({ heard }: { heard: Heard[] }) => heard.map(({ type }) => type);

describe("a messaging session", () => {
  it("is where GetMessagingSessionEndpoint says, and is established first of all", async () => {
    const credentials = { accessKeyId: "none", secretAccessKey: "none" };
    const chime = new ChimeSDKMessagingClient({ region: "us-east-1", endpoint: url, credentials });
    for (const NetworkType of [undefined, "DUAL_STACK"] as const) {
      const { Endpoint } = await chime.send(new GetMessagingSessionEndpointCommand(NetworkType ? { NetworkType } : {}));
      expect(`http://${Endpoint?.Url}`).toBe(url);
    }
    chime.destroy();
    const ana = session(emulator.world.users.ana.arn);
    await ana.until("SESSION_ESTABLISHED");
    expect(ana.heard).toEqual([{ type: "SESSION_ESTABLISHED", kind: "SYSTEM", payload: undefined }]);
    expect(ana.socket.extensions).toBe("");
  });

  it("describes its user's channels beforehand, where it asks for it", async () => {
    const { ana, cleo } = emulator.world.users;
    await emulator.send({ content: "Hello" });
    await emulator.send({ content: "Just for Ana", target: "ana", as: "ben" });
    const [mine, theirs] = [session(ana.arn, "&prefetch-on=connect"), session(cleo.arn, "&prefetch-on=connect")];
    await Promise.all([mine.until("SESSION_ESTABLISHED"), theirs.until("SESSION_ESTABLISHED")]);
    expect(typesOf(mine)).toEqual(["CHANNEL_DETAILS", "SESSION_ESTABLISHED"]);
    expect(mine.heard[0]?.payload).toMatchObject({
      Channel: { ChannelArn: emulator.world.channelArn },
      ChannelMessages: [{ Content: "Just for Ana" }, { Content: "Hello" }],
      ChannelMemberships: [{ Member: { Name: "Ana" } }, { Member: { Name: "Ben" } }, { Member: { Name: "Bot" } }],
    });
    expect(typesOf(theirs)).toEqual(["SESSION_ESTABLISHED"]);
  });

  it("hears of its channels alone, and of a new one from its membership on", async () => {
    const { ana, cleo } = emulator.world.users;
    const [inside, outside] = [session(ana.arn), session(cleo.arn)];
    await Promise.all([inside.until("SESSION_ESTABLISHED"), outside.until("SESSION_ESTABLISHED")]);
    await emulator.send({ content: "Hello" });
    await inside.until("CREATE_CHANNEL_MESSAGE");
    const credentials = { accessKeyId: "none", secretAccessKey: "none" };
    const chime = new ChimeSDKMessagingClient({ region: "us-east-1", endpoint: url, credentials });
    const { channelArn: ChannelArn } = emulator.world;
    const membership = { ChannelArn, ChimeBearer: ana.arn, MemberArn: cleo.arn, Type: "DEFAULT" } as const;
    await chime.send(new CreateChannelMembershipCommand(membership));
    chime.destroy();
    await emulator.send({ content: "Hello, Cleo" });
    await outside.until("CREATE_CHANNEL_MESSAGE");
    expect(typesOf(outside)).toEqual(["SESSION_ESTABLISHED", "CREATE_CHANNEL_MEMBERSHIP", "CREATE_CHANNEL_MESSAGE"]);
    expect(outside.heard[1]).toMatchObject({ kind: "SYSTEM", payload: { ChannelArn, InvitedBy: { Arn: ana.arn } } });
    expect(outside.heard[2]).toMatchObject({ kind: "STANDARD", payload: { Content: "Hello, Cleo", Redacted: false } });
  });

  it("of somebody whom the app instance doesn't know is closed with 4401", async () => {
    const nobody = session(`${emulator.world.appInstanceArn}/user/nobody`);
    expect(await nobody.closed).toBe(4401);
    expect(nobody.heard).toEqual([]);
  });

  it.each([1001, 1006, 1008, 1011, 4002, 4003, 4401, 4500])(
    "is closed with %i by a fault, in place of an event",
    async (code) => {
      const ana = session(emulator.world.users.ana.arn);
      await ana.until("SESSION_ESTABLISHED");
      emulator.namedFaults.add({ name: "close-session", code: String(code), times: 1 });
      await emulator.send({ content: "Hello" });
      expect(await ana.closed).toBe(code);
      expect(typesOf(ana)).toEqual(["SESSION_ESTABLISHED"]);
    },
  );

  it("is closed before it is established by a fault that strikes at the connection", async () => {
    emulator.namedFaults.add({ name: "close-session", code: "4500", at: "connect", times: 1 });
    const ana = session(emulator.world.users.ana.arn);
    expect(await ana.closed).toBe(4500);
    expect(ana.heard).toEqual([]);
  });

  it.each([
    ["a reset", () => emulator.reset()],
    ["the emulator's end", () => emulator.close()],
  ])("ends at %s with 1001, after which the SDK connects anew", async (_what, end) => {
    const ana = session(emulator.world.users.ana.arn);
    await ana.until("SESSION_ESTABLISHED");
    await end();
    expect(await ana.closed).toBe(1001);
  });

  it("isn't kept for a client that sends what it shouldn't", async () => {
    const ana = session(emulator.world.users.ana.arn);
    await ana.until("SESSION_ESTABLISHED");
    ana.socket.send("x".repeat(2_000));
    expect(await ana.closed).toBe(1009);
  });

  it("is cut off when its client doesn't read", async () => {
    const ana = session(emulator.world.users.ana.arn);
    await ana.until("SESSION_ESTABLISHED");
    ana.socket.pause();
    const content = "x".repeat(4_000);
    // More than the kernel's buffers and the emulator's own 4 MB take together.
    for (let count = 0; count < 4_500; count += 1) await emulator.send({ content });
    ana.socket.resume();
    expect(await ana.closed).toBe(1006);
    expect(ana.heard.length).toBeLessThan(4_500);
  });

  it("that is behind by what one may be is cut off once all of them together hold too much, and the others miss nothing", async () => {
    const content = "x".repeat(4_000);
    const deaf = async (count: number, said: number) => {
      const sessions = Array.from({ length: count }, () => session(emulator.world.users.ana.arn));
      for (const one of sessions) {
        await one.until("SESSION_ESTABLISHED");
        one.socket.pause();
      }
      for (let sent = 0; sent < said; sent += 1) await emulator.send({ content });
      await emulator.send({ content: "the last" });
      const closed: number[] = [];
      for (const one of sessions) void one.closed.then((code) => closed.push(code));
      for (const one of sessions) one.socket.resume();
      const last = ({ payload }: Heard) => payload?.["Content"] === "the last";
      await vi.waitFor(
        () => expect(closed.length + sessions.filter(({ heard }) => heard.some(last)).length).toBe(count),
        { timeout: 30_000 },
      );
      for (const { heard, socket } of sessions) {
        const created = heard.filter(({ type }) => type === "CREATE_CHANNEL_MESSAGE").length;
        if (heard.some(last)) expect(created).toBe(said + 1);
        else expect(socket.readyState).not.toBe(WebSocket.OPEN);
        socket.terminate();
      }
      return closed;
    };
    // How much the kernel takes before the emulator has to hold anything differs by machine.
    let tooMuch = 800;
    while ((await deaf(1, tooMuch)).length === 0) tooMuch += 400;
    const allowed = Math.floor(tooMuch * 0.8);
    expect(await deaf(1, allowed - 1)).toEqual([]);
    const cut = await deaf(40, allowed - 1);
    expect(new Set(cut)).toEqual(new Set([1006]));
    expect(cut.length).toBeLessThan(40);
  }, 120_000);
});

describe("an upgrade", () => {
  it.each([
    ["of another site's page", "/connect", { origin: "https://example.com" }, 403],
    ["under a foreign name", "/connect", { headers: { host: "example.com" } }, 403],
    ["to another path", "/elsewhere", {}, 404],
  ])("%s is refused", async (_what, path, options, status) => {
    const socket = new WebSocket(`${url.replace("http", "ws")}${path}`, options);
    const refused = await new Promise((resolve) => {
      socket.once("unexpected-response", (_request, { statusCode }) => resolve(statusCode));
      socket.once("error", () => undefined);
    });
    expect(refused).toBe(status);
  });

  it("of the page itself is taken, and so is one without an Origin", async () => {
    const ana = session(emulator.world.users.ana.arn, "", { origin: url });
    await ana.until("SESSION_ESTABLISHED");
    expect(ana.heard).toHaveLength(1);
  });

  it("that can't be read leaves the emulator up", async () => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write("GET http://[ HTTP/1.1\r\nHost: [\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    const answer = await new Promise<string>((resolve) => socket.once("data", (data) => resolve(String(data))));
    expect(answer).toMatch(/^HTTP\/1\.1 40/);
    socket.destroy();
    expect((await fetch(`${url}/_emulator/info`)).status).toBe(200);
  });
});
