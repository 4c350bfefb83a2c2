// npm run bench:memory: the highest resident memory of `dev` (VmHWM, Linux) under clients that mean it harm, each in a fresh process
// and all at once. It never fails for what it finds.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { zipSync } from "fflate";
import { ready } from "../scripts/ready.mjs";

const CLI = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const AIM_MB = 200;
const MESSAGES = 20_000;
const agent = new Agent({ keepAlive: true, maxSockets: 32 });

async function startDev() {
  const child = spawn(process.execPath, [CLI, "dev", "--json", "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
  const [said] = await once(child.stdout, "data");
  const dev = JSON.parse(said);
  const sockets = [];
  return {
    ...dev,
    sockets,
    /** A connection that asks for something and never reads what comes. */
    deaf(path, headers = []) {
      const { hostname, port, host } = new URL(dev.url);
      const socket = connect(Number(port), hostname);
      socket.on("error", () => {});
      socket.write([`GET ${path} HTTP/1.1`, `host: ${host}`, ...headers, "", ""].join("\r\n"));
      sockets.push(socket);
      return once(socket, "connect");
    },
    peak: async () => Number(/VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024,
    async end() {
      for (const socket of sockets) socket.destroy();
      child.kill("SIGKILL");
      await once(child, "close");
    },
  };
}

/** Resolves to the status, or undefined where the connection broke. */
function ask(url, method, body, headers = {}) {
  return new Promise((resolve) => {
    const asked = request(url, { method, agent, headers }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode));
      answer.once("error", () => resolve(undefined));
    });
    asked.once("error", () => resolve(undefined));
    asked.end(body);
  });
}

/** Runs `once` so many times, so many at once. */
async function times(count, atOnce, run) {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await run(left);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

const WORDS = "ж".repeat(2_000);

function say({ url, channelArn, users }, content = WORDS) {
  const body = { Content: content, Type: "STANDARD", Persistence: "PERSISTENT", Metadata: WORDS.slice(0, 500) };
  const path = `${url}/channels/${encodeURIComponent(channelArn)}/messages`;
  const headers = { "content-type": "application/json", "x-amz-chime-bearer": users.ana.arn };
  return ask(path, "POST", JSON.stringify(body), headers);
}

const attacks = {
  nothing: async () => {},
  "20,000 messages of 4 kB": (dev) => times(MESSAGES, 32, () => say(dev)),
  "64 readers of the page's events that don't read, 10,000 messages": async (dev) => {
    await times(2_000, 32, () => say(dev));
    await times(64, 8, () => dev.deaf("/_emulator/events"));
    await times(8_000, 32, () => say(dev));
  },
  "1,200 sessions that don't read, 5,000 messages": async (dev) => {
    const query = `userArn=${encodeURIComponent(dev.users.ben.arn)}`;
    const upgrade = [
      "connection: Upgrade",
      "upgrade: websocket",
      "sec-websocket-version: 13",
      "sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==",
    ];
    await times(1_200, 16, () => dev.deaf(`/connect?${query}`, upgrade));
    await times(5_000, 32, () => say(dev));
  },
  "400 bodies of a megabyte, and of more than is taken, at once": async (dev) => {
    const big = Buffer.from(JSON.stringify({ Content: "x".repeat(1_000_000) }));
    const { hostname, port, host } = new URL(dev.url);
    for (let i = 0; i < 400; i += 1) {
      const socket = connect(Number(port), hostname);
      socket.on("error", () => {});
      socket.resume();
      socket.write(
        `POST /channels HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${big.length + 1}\r\n\r\n`,
      );
      socket.write(big);
      dev.sockets.push(socket);
    }
    await times(200, 32, () => ask(`${dev.url}/channels`, "POST", Buffer.alloc(16_000_000, 0x20)));
  },
  "100 hostile exports, 8 at once": async (dev) => {
    await times(100, 8, (i) => ask(`${dev.url}/_emulator/bots`, "POST", ARCHIVES[i % ARCHIVES.length]));
  },
};

const json = (value) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));

/** A bot that is taken, but for what `more` puts beside or in place of its files. */
function archive(id, more, level = 6) {
  const root = "Bot/BotLocales/en_US/";
  const files = {
    "Bot/Bot.json": json({ name: id, identifier: id }),
    [`${root}BotLocale.json`]: json({ identifier: "en_US" }),
    ...Object.fromEntries(Object.entries(more).map(([name, text]) => [`${root}${name}`, json(text)])),
  };
  return Buffer.from(zipSync(files, { level }));
}

const intentOf = (count, utteranceOf) =>
  JSON.stringify({
    name: "Large",
    identifier: "LARGE00001",
    sampleUtterances: Array.from({ length: count }, (_, at) => ({ utterance: utteranceOf(at) })),
  });

function hostileArchives() {
  const locale = "BotLocale.json";
  const intent = "Intents/Large/Intent.json";
  const counted = (at) => `w${at.toString(36)}`;
  return [
    // As many values as are taken.
    archive("HOSTILE001", { [locale]: `{"identifier":"en_US","a":[${"{},".repeat(199_000)}{}]}` }),
    archive("HOSTILE002", { [locale]: "[".repeat(390_000) }),
    // Texts of all bytes that are taken, packed and as they are, and of more.
    ...[1_000_000, 1_900_000, 7_000_000].flatMap((length, at) => [
      archive(`HOSTILE1${at}0`, { [locale]: JSON.stringify({ identifier: "en_US", name: "ж".repeat(length) }) }),
      archive(`HOSTILE1${at}1`, { [locale]: JSON.stringify({ identifier: "x".repeat(2 * length) }) }, 0),
    ]),
    // Bots that are taken: of few words, of many, and of none that is used twice.
    ...Array.from({ length: 8 }, (_, at) =>
      archive(`HOSTILE20${at}`, { [intent]: intentOf(20_000, (n) => `how are you ${n}`) }),
    ),
    ...Array.from({ length: 4 }, (_, at) =>
      archive(`HOSTILE30${at}`, {
        [intent]: intentOf(8_000, (n) => Array.from({ length: 20 }, (_, i) => counted(n * 20 + i)).join(" ")),
      }),
    ),
    archive("HOSTILE401", { [intent]: intentOf(100_000, (n) => `how are you ${n}`) }),
    // Zeros, many files, and what is no zip.
    Buffer.from(zipSync({ "Bot/Bot.json": new Uint8Array(200_000_000) }, { level: 1 })),
    Buffer.from(zipSync(Object.fromEntries(Array.from({ length: 9_000 }, (_, i) => [`B/${i}.json`, json("{}")])))),
    Buffer.alloc(16_000_000, 0x7b),
    deflateRawSync(Buffer.alloc(16_000_000)),
  ];
}

const ARCHIVES = hostileArchives();
await ready();
const rows = [];
for (const [what, attack] of Object.entries(attacks)) {
  const dev = await startDev();
  await attack(dev);
  rows.push([what, await dev.peak()]);
  await dev.end();
  process.stderr.write(`${what}: ${rows.at(-1)[1].toFixed(0)} MB\n`);
}
const dev = await startDev();
for (const attack of Object.values(attacks)) await attack(dev);
rows.push(["all of these, one after the other", await dev.peak()]);
await Promise.all(Object.values(attacks).map((attack) => attack(dev)));
rows.push(["and all at once", await dev.peak()]);
const isThere = await ask(`${dev.url}/_emulator/info`, "GET");
await dev.end();
process.stdout.write("| | highest resident memory | aim |\n| --- | ---: | --- |\n");
for (const [what, mb] of rows) process.stdout.write(`| ${what} | ${mb.toFixed(0)} MB | ≤ ${AIM_MB} MB |\n`);
process.stdout.write(`\nIt still answers: ${isThere === 200 ? "yes" : "no"}.\n`);
process.exit(0);
