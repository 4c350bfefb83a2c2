import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { createEmulator, type Emulator } from "../../../../tools/emulator/index.ts";

const OWN = "https://chat.example.com";
let emulator: Emulator;
let url: string;
beforeEach(async () => {
  emulator = await createEmulator({ bots: [] });
  ({ url } = await emulator.listen({ allowOrigins: [OWN, "http://localhost:*"] }));
});
afterEach(() => emulator.close());

const preflight = (path: string, origin: string) =>
  fetch(`${url}${path}`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,x-amz-chime-bearer",
    },
  });

describe("a page that is let in", () => {
  it.each([OWN, "http://localhost", "http://localhost:5173"])(
    "of %s may ask the services, and read what the SDK reads",
    async (origin) => {
      const asked = await preflight("/channels", origin);
      expect(asked.status).toBe(204);
      expect(asked.headers.get("access-control-allow-origin")).toBe(origin);
      expect(asked.headers.get("access-control-allow-headers")).toMatch(
        /authorization.*amz-sdk-request.*x-amz-chime-bearer/,
      );
      const answered = await fetch(`${url}/channels/nowhere`, { headers: { origin } });
      expect(answered.status).toBe(403);
      expect(answered.headers.get("x-amzn-errortype")).toBe("ForbiddenException");
      expect(answered.headers.get("access-control-allow-origin")).toBe(origin);
      expect(answered.headers.get("access-control-expose-headers")).toBe("x-amzn-errortype, x-amzn-requestid, date");
    },
  );

  it.each(["/_emulator/info", "/_emulator/reset", "/"])(
    "may not ask for %s, which shows and does everything",
    async (path) => {
      expect((await preflight(path, OWN)).status).toBe(403);
      const answered = await fetch(`${url}${path}`, { headers: { origin: OWN } });
      expect(answered.status).toBe(403);
      expect(answered.headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  it("may open a messaging session", async () => {
    const query = `userArn=${encodeURIComponent(emulator.world.users.ana.arn)}`;
    const socket = new WebSocket(`${url.replace("http", "ws")}/connect?${query}`, { origin: OWN });
    const first = await new Promise((resolve) => socket.once("message", (data) => resolve(String(data))));
    expect(first).toContain("SESSION_ESTABLISHED");
    socket.terminate();
  });
});

describe("a page that is not let in", () => {
  it.each([
    "https://example.com",
    "https://chat.example.com.evil.com",
    "http://chat.example.com",
    "https://chat.example.com:8443",
    "http://localhost.evil.com:5173",
    "http://localhost:5173.evil.com",
    "https://localhost:5173",
    "null",
  ])("of %s gets no answer and opens no session", async (origin) => {
    expect((await preflight("/channels", origin)).status).toBe(403);
    expect(
      (await fetch(`${url}/channels/nowhere`, { headers: { origin } })).headers.get("x-amzn-errortype"),
    ).toBeNull();
    const socket = new WebSocket(`${url.replace("http", "ws")}/connect`, { origin });
    const status = await new Promise((resolve) => {
      socket.once("unexpected-response", (_request, { statusCode }) => resolve(statusCode));
      socket.once("error", () => undefined);
    });
    expect(status).toBe(403);
  });
});
