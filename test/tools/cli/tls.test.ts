import { X509Certificate } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { get } from "node:https";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { keepCertificate } from "../../../tools/cli/tls/certificate.ts";
import { createEmulator, type Emulator } from "../../../tools/emulator/index.ts";
import { command } from "../../captured-io.ts";

const DAY_MS = 86_400_000;

let folder: string;
let emulator: Emulator | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tls-"));
});
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
  await rm(folder, { recursive: true });
});

async function listenSecurely() {
  const { cert, key } = await keepCertificate(folder, Date.now());
  emulator = await createEmulator({ bots: [] });
  const { url } = await emulator.listen({ tls: { cert, key } });
  return { cert, url, user: emulator.world.users.ana };
}

const fetchStatus = (url: string, ca?: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    get(url, { ca, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject);
  });

test("the certificate is for this machine's names alone, signs no other, ends after 90 days, and others can't read its key", async () => {
  const { cert, certPath } = await keepCertificate(folder, Date.now());
  const read = new X509Certificate(cert);
  expect(read.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1");
  expect(read.ca).toBe(false);
  const days = (Date.parse(read.validTo) - Date.parse(read.validFrom)) / DAY_MS;
  expect([Math.round(days), read.keyUsage]).toEqual([90, ["1.3.6.1.5.5.7.3.1"]]);
  expect(await readFile(certPath, "utf8")).toBe(cert);
  expect((await stat(join(folder, "localhost.key"))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["localhost.crt", "localhost.key"]);
});

test("a certificate is kept until its last day, and replaced then, or when others could have read its key", async () => {
  const now = Date.now();
  const { cert } = await keepCertificate(folder, now);
  expect((await keepCertificate(folder, now + 88 * DAY_MS)).cert).toBe(cert);
  const next = await keepCertificate(folder, now + 89.5 * DAY_MS);
  expect(next.cert).not.toBe(cert);
  await chmod(join(folder, "localhost.key"), 0o644);
  expect((await keepCertificate(folder, now + 89.5 * DAY_MS)).cert).not.toBe(next.cert);
  expect((await stat(join(folder, "localhost.key"))).mode & 0o777).toBe(0o600);
});

test("who trusts the certificate reaches the services and the session over TLS, and nobody else does", async () => {
  const { cert, url, user } = await listenSecurely();
  expect(await fetchStatus(`${url}/_emulator/info`, cert)).toBe(200);
  await expect(fetchStatus(`${url}/_emulator/info`)).rejects.toThrow(/self-signed|self signed/);
  const socket = new WebSocket(`${url.replace("https", "wss")}/connect?userArn=${encodeURIComponent(user.arn)}`, {
    ca: cert,
    origin: url,
  });
  const [first] = await new Promise<unknown[]>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("message", (...told) => resolve(told));
  });
  expect(JSON.parse(String(first)).Headers["x-amz-chime-event-type"]).toBe("SESSION_ESTABLISHED");
  socket.terminate();
});

test("the AWS SDK's HTTP/2 is agreed on over TLS", async () => {
  const { cert, url } = await listenSecurely();
  const socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1", ca: cert, ALPNProtocols: ["h2"] });
  await new Promise((resolve, reject) => socket.once("secureConnect", resolve).once("error", reject));
  expect(socket.alpnProtocol).toBe("h2");
  socket.destroy();
});

test("a client that never begins its handshake keeps no emulator from ending", async () => {
  const { url } = await listenSecurely();
  const socket = createConnection(Number(new URL(url).port), "127.0.0.1");
  const closed = new Promise((resolve) => socket.once("close", resolve).on("error", () => {}));
  await new Promise((resolve) => socket.once("connect", resolve));
  await emulator?.close();
  await closed;
});

test("dev --tls tells how to visit and to trust it, and dev alone makes no certificate", async () => {
  const env = { XDG_CACHE_HOME: folder, LOCALAPPDATA: folder };
  const { code, out } = await command(["dev", "--port", "0", "--tls"], { env });
  expect(code).toBe(0);
  expect(out).toMatch(/visit https:\/\/127\.0\.0\.1:\d+ once and accept it .*1006/);
  expect(out).toContain("NODE_EXTRA_CA_CERTS=");
  await rm(join(folder, "chime-lex-bridge"), { recursive: true, force: true });
  await command(["dev", "--port", "0"], { env });
  expect(await readdir(folder)).toEqual([]);
});

test("dev --tls says which port it wanted where the next one is taken, or there is none", async () => {
  const env = { XDG_CACHE_HOME: folder, LOCALAPPDATA: folder };
  emulator = await createEmulator({ bots: [] });
  const taken = Number(new URL((await emulator.listen()).url).port);
  const before = await command(["dev", "--port", String(taken - 1), "--tls"], { env });
  // Another program may hold the port before it: that is told in the same words.
  expect([before.code, before.err]).toEqual([2, expect.stringMatching(/PORT_IN_USE: Port \d+ is taken/)]);
  const last = await command(["dev", "--port", "65535", "--tls"], { env });
  expect(last.err).toContain("There is no port after 65535 for --tls. Choose a lower --port.");
});

test("dev --host warns that everybody who reaches the address reads and changes everything", async () => {
  const open = await command(["dev", "--port", "0", "--host", "0.0.0.0"]);
  expect(open.err).toContain("Everybody who reaches this address");
  expect((await command(["dev", "--port", "0"])).err).not.toContain("Everybody");
});
