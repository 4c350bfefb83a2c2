// Messages one after the other against the stub. Ours and the hand-written processor take turns, so that a slow minute slows both.
import { fork } from "node:child_process";
import { environment, here } from "./processors.mjs";

/** What a child process says next. */
export function answerOf(child) {
  return new Promise((resolve, reject) => {
    const onClose = (code) => reject(new Error(`A process of the benchmark ended with ${code}.`));
    child.once("close", onClose);
    child.once("message", (message) => {
      child.off("close", onClose);
      resolve(message);
    });
  });
}

/** The stub in a process of its own: `url`, `count()` since the last time, `stop()`. */
export async function startStub(tls) {
  const child = fork(here("stub.mjs"), tls ? [tls.cert, tls.key] : []);
  const { port } = await answerOf(child);
  const count = async () => {
    child.send({});
    return (await answerOf(child)).counts;
  };
  return { url: `${tls ? "https" : "http"}://127.0.0.1:${port}`, count, stop: () => child.kill() };
}

/** Warnings of a start are not for the table's reader; what a processor said before it died is. */
export function keepErrors(child) {
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-4_000);
  });
  child.once("close", (code) => code && process.stderr.write(said));
}

async function startProcessor({ path, env }, url, tls) {
  const child = fork(here("driver.cjs"), [path], {
    env: environment(url, { ...env, ...(tls ? { NODE_EXTRA_CA_CERTS: tls.cert } : {}) }),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  // Log lines go to a real pipe, as they do in Lambda, and are thrown away here.
  child.stdout.resume();
  keepErrors(child);
  child.send({ turns: here("turns.mjs") });
  const { start, rss } = await answerOf(child);
  const handle = (messages) => {
    child.send({ messages });
    return answerOf(child);
  };
  return { loaded: rss, start, handle, stop: () => child.kill() };
}

/** The first message of fresh processes: `{ first: ms[], both: ms[], loaded: bytes[] }`, `both` with the start for each variant. */
export async function firstMessages(variants, rounds, onRound) {
  const stub = await startStub();
  const taken = variants.map(() => ({ first: [], both: [], loaded: [] }));
  for (let round = 1; round <= rounds; round++) {
    for (const [at, variant] of variants.entries()) {
      const { loaded, start, handle, stop } = await startProcessor(variant, stub.url);
      const { wall } = await handle(1);
      taken[at].first.push(wall);
      taken[at].both.push(start + wall);
      taken[at].loaded.push(loaded);
      stop();
    }
    onRound(round, rounds);
  }
  stub.stop();
  return taken;
}

/** `batches` of `each` messages: milliseconds a message of every batch (`wall`, `cpu`), `rss` at the end, and what the stub saw. */
export async function manyMessages(variants, { batches, each, tls }, onBatch) {
  const stub = await startStub(tls);
  const runners = [];
  for (const variant of variants) {
    const processor = await startProcessor(variant, stub.url, tls);
    await processor.handle(1);
    runners.push({ processor, wall: [], cpu: [], rss: 0, counts: await stub.count() });
  }
  for (let batch = 1; batch <= batches; batch++) {
    for (const runner of runners) {
      const { wall, cpu, rss } = await runner.processor.handle(each);
      runner.wall.push(wall / each);
      runner.cpu.push(cpu / each);
      runner.rss = rss;
      for (const [name, number] of Object.entries(await stub.count())) runner.counts[name] += number;
    }
    onBatch(batch, batches);
  }
  for (const { processor } of runners) processor.stop();
  stub.stop();
  for (const { counts } of runners) holdThatAllWereAnswered(counts, 1 + batches * each);
  return runners.map(({ processor: _, ...measured }) => measured);
}

/** A processor that releases in place of answering would be fast, and worth nothing here. */
function holdThatAllWereAnswered({ replies, callbacks }, messages) {
  if (replies === messages && callbacks === messages) return;
  throw new Error(`Of ${messages} messages ${replies} were answered, in ${callbacks} callbacks.`);
}
