// The third run of npm run soak: people and bots in one channel. Colleagues take over and hand back, people ask for them, members join and leave and are
// welcomed, and every slow answer has a placeholder; with duplicates, deaths, lost answers and refusals. At last the whole stream of memberships comes
// once more, to containers whose clock is three days ahead.
import { fileURLToPath } from "node:url";
import { BatchWriteItemCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { chanceOf, RATES } from "./chance.mjs";
import { comeToRest } from "./come-to-rest.mjs";
import { createPeopleLedger, partOf } from "./people-ledger.mjs";
import { startPeopleServices } from "./people-services.mjs";
import { judgeConversations, judgeWelcomes, PHRASES, PLACEHOLDER, WELCOME } from "./people-verdicts.mjs";
import { Killed, startContainers } from "./processes.mjs";
import { openTable } from "./table.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const CRASH = 0.06;
/** How many of the bot's own messages find a cold container, and for how long at most. */
const COLD = 0.2;
const COLD_MS = 3_000;
/** Containers for the bot's own messages. */
const PASSING = 4;
/** What one room hears, before another opens. */
const ROOM_MESSAGES = 10;
const LATER_MS = 72 * 60 * 60 * 1_000;
const later = (ms, act) => new Promise((resolve) => setTimeout(() => resolve(act()), ms));

/** Runs it, and resolves to what was seen; `zeros` are the counts that must be 0. */
export async function soakPeople(options, show) {
  const { createEmulator, streamMemberships } = await import("../../dist/emulator.js");
  const chance = chanceOf(options.seed);
  const ledger = createPeopleLedger();
  const functionMs = options.seconds * 1_000;
  const tally = {
    ...{ faults: {}, said: {}, pauses: {}, kinds: {}, failures: {}, broken: [] },
    ...{
      messages: 0,
      duplicates: 0,
      invocations: 0,
      batches: 0,
      deaths: 0,
      emptied: 0,
      welcomeTurns: 0,
      wrongFailures: 0,
      unsettled: 0,
    },
  };
  const count = (what, name) => {
    tally[what][name] = (tally[what][name] ?? 0) + 1;
  };

  const table = await openTable();
  const emulator = await createEmulator({
    bots: [here("../../fixtures/bots/bank-bot")],
    // A container is waited for, and ends in its own time.
    functionTimeoutMs: 20 * functionMs,
    retryDelaysMs: [100, 200],
  });
  const { url } = await emulator.listen();
  const { world } = emulator;
  const services = await startPeopleServices({ emulator: url, table: table.url, chance, ledger, tally });

  const env = {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "soak",
    AWS_SECRET_ACCESS_KEY: "soak",
    AWS_ENDPOINT_URL_LEX_RUNTIME_V2: services.url,
    AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: services.url,
    AWS_ENDPOINT_URL_DYNAMODB: services.url,
    CHIME_LEX_WIRE: "lean",
    CHIME_LEX_BOT_ALIAS_ARN: world.lexBots[0].aliasArn,
    CHIME_LEX_CLAIMS_TABLE: "claims",
    CHIME_LEX_DELIVERY: "reply",
    CHIME_LEX_APP_INSTANCE_BOT_ARN: world.bot.arn,
    CHIME_LEX_CONFIG: JSON.stringify({
      requestsPerSecond: 50,
      // The parts are sent after the turn, and a placeholder only if three seconds are left for it.
      turnTimeoutMs: Math.round((functionMs * 5) / 12),
      typingAfterMs: 100,
      placeholderAfterMs: 200,
      placeholderTexts: { "*": PLACEHOLDER },
      welcomeIntent: "Welcome",
      welcomeTexts: [WELCOME],
      handoff: {
        agents: [world.users.ben.arn],
        intents: ["TalkToPerson"],
        phrases: [PHRASES.ask],
        resumePhrases: [PHRASES.resume],
        text: PHRASES.text,
        resumeAfterMs: 24 * 60 * 60 * 1_000,
      },
    }),
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  const lambda = here("../../dist/lambda/index.cjs");
  // The bot's own messages, which only pass, always find a container: one that waits for them would otherwise keep them from theirs.
  const open = (aheadMs) => ({
    main: startContainers(lambda, env, { count: options.processes, aheadMs }),
    passing: startContainers(lambda, env, { count: PASSING, aheadMs }),
  });
  const close = ({ main, passing }) => [main, passing].map((pool) => pool.close());
  let containers = open(0);

  function wrongly({ counts, name, text, faults }) {
    tally.wrongFailures++;
    process.stderr.write(
      `failed for a settled delivery: ${JSON.stringify({ name, text, counts, faults: [...faults] })}\n`,
    );
  }

  let traces = 0;
  let running = 0;
  /** One invocation, which may die. */
  async function invoke(name, event, { nth, ...about }) {
    const { subject } = about;
    tally.invocations++;
    running++;
    const trace = `Root=1-00000000-${String(++traces).padStart(24, "0")}`;
    // A container that is cold: until then the bot's own message is still in the flow.
    if (about.isOwn && chance(subject.name, "cold", nth) < COLD)
      await later(COLD_MS * chance(subject.name, "cold for", nth), () => {});
    const dies = !services.now.isCalm && chance(subject.name, "crash", name, nth) < CRASH;
    try {
      return await containers[about.isOwn ? "passing" : "main"].handle({
        ...{ name, event, trace, ms: functionMs },
        ...(dies ? { killAfter: 1_200 * chance(subject.name, "moment", name, nth) } : {}),
        onBegin: () => ledger.begin(trace, about),
      });
    } catch (error) {
      if (error instanceof Killed) {
        tally.deaths++;
        subject.faults.add("death");
      } else {
        const [code] = error.message.split(":");
        count("failures", code);
        // Without the table nobody may know that another has settled it; see the same count of the other runs.
        if (code === "CALLBACK_NOT_GRANTED" && subject.isAccepted && !subject.faults.has("claim credentials"))
          wrongly(subject);
      }
      throw error;
    } finally {
      running--;
      ledger.ended(subject);
    }
  }

  const byMessage = new Map();
  emulator.setProcessor((event) => {
    const { MessageId, Metadata, ChannelArn, CreatedTimestamp } = event.ChannelMessage;
    const mark = partOf(Metadata);
    const subject = mark ? ledger.byMark(mark.reply) : byMessage.get(MessageId);
    if (!subject) throw new Error(`Nobody sent ${event.ChannelMessage.Content}`);
    if (!mark) ledger.expect(subject, event);
    const createdAt = Date.parse(CreatedTimestamp);
    const nth = ledger.nth(subject, `invoked ${mark ? `for ${mark.part}` : ""}`);
    return invoke("handler", event, { nth, subject, isOwn: mark !== undefined, channelArn: ChannelArn, createdAt });
  });

  const welcomes = new Map();
  const twins = [];
  /** Each record that comes is a welcome to be. Some batches come twice at once, as where an invocation was taken for dead. */
  function receive(event) {
    const nth = ++tally.batches;
    for (const { kinesis } of event.Records) {
      const { EventType, Payload } = JSON.parse(Buffer.from(kinesis.data, "base64").toString());
      if (EventType !== "CREATE_CHANNEL_MEMBERSHIP" || Payload.Member.Arn === world.bot.arn) continue;
      const name = `welcome ${kinesis.sequenceNumber}`;
      if (welcomes.has(name)) continue;
      const subject = ledger.subjectOf(name, { isWelcome: true, channelArn: Payload.ChannelArn });
      ledger.expectWelcome(subject, Payload, world.bot.arn);
      welcomes.set(name, subject);
    }
    const subject = ledger.subjectOf(`batch ${nth}`);
    if (chance(nth, "batch twice") < RATES.duplicate) {
      tally.duplicates++;
      const again = () => invoke("memberships", event, { nth: 2, subject }).catch(() => {});
      twins.push(later(2_000 * chance(nth, "batch after"), again));
    }
    return invoke("memberships", event, { nth: 1, subject });
  }
  const stream = streamMemberships(emulator, receive, { batchSize: 4, timeoutMs: functionMs });

  async function say(who, content, { kind, channel }) {
    const number = ++tally.messages;
    const { MessageId } = await emulator.send({ as: who, content, channel });
    const subject = ledger.subjectOf(`message ${number}`, {
      ...{ number, kind, text: content, channelArn: channel, messageId: MessageId, isAgents: kind === "agent" },
      ...(kind === "phrase" ? { askedAt: ledger.tick() } : {}),
    });
    byMessage.set(MessageId, subject);
    show("sent", tally.messages);
    if (chance(number, "duplicate") >= RATES.duplicate) return undefined;
    tally.duplicates++;
    return later(600 * chance(number, "duplicate after"), () => emulator.redeliver(MessageId));
  }

  /** A conversation: whoever speaks doesn't wait for what was said before. */
  async function converse(nth, messages) {
    const draw = (...words) => chance("room", nth, ...words);
    const channel = await emulator.createChannel({ as: "ana", members: ["ben", "bot"], name: `Room ${nth}` });
    const again = [];
    let isPaused = false;
    for (let at = 0; at < messages; at++) {
      await later(700 * draw("gap", at), () => {});
      if (at === 2 || at === 7) await emulator.join({ member: "cleo", channel });
      if (at === 5) await emulator.leave({ member: "cleo", channel });
      const drawn = draw("act", at);
      const who = draw("who", at) < 0.3 && (at < 5 ? at >= 2 : at >= 7) ? "cleo" : "ana";
      const of = (kind) => ({ kind, channel });
      const number = `${nth}.${at}`;
      if (isPaused && drawn < 0.65) {
        isPaused = false;
        again.push(await say(draw("resumes", at) < 0.8 ? "ben" : "ana", PHRASES.resume, of("resume")));
      } else if (drawn < 0.76) again.push(await say(who, `word ${number}`, of("question")));
      else {
        isPaused = true;
        if (drawn < 0.85) again.push(await say("ben", `my word ${number}`, of("agent")));
        else if (drawn < 0.94) again.push(await say(who, `a person ${number}`, of("person")));
        else again.push(await say(who, PHRASES.ask, of("phrase")));
      }
    }
    await Promise.all(again);
  }

  const settled = async () => {
    await stream.settled();
    await Promise.all(twins);
    if (!(await comeToRest(emulator, () => running, 10 * functionMs))) tally.unsettled++;
  };

  const rooms = Array.from({ length: Math.ceil(options.messages / ROOM_MESSAGES) }, (_, at) =>
    Math.min(ROOM_MESSAGES, options.messages - at * ROOM_MESSAGES),
  );
  const waiting = [...rooms.entries()];
  const hold = async () => {
    for (let next = waiting.shift(); next && !options.isEnding(); next = waiting.shift())
      await converse(next[0] + 1, next[1]);
  };
  await Promise.all(Array.from({ length: options.flight }, hold));
  await settled();
  // Later, every message comes once more, and nothing goes wrong any more: what is left undone now stays so.
  services.now.isCalm = true;
  let again = 0;
  for (const id of byMessage.keys()) {
    emulator.redeliver(id);
    show("delivered again", ++again);
    if (again % options.processes === 0) await settled();
  }
  await settled();
  const verdicts = judgeConversations({ ledger, messages: emulator.messages(), bot: world.bot.arn, chance, count });
  const before = judgeWelcomes({ ledger, welcomes, messages: emulator.messages(), given: stream.failed().length });

  // Three days later: DynamoDB has deleted what expired, Chime has forgotten its tokens, and the pauses are over.
  close(containers);
  await deleteExpired(table.admin, (Date.now() + LATER_MS) / 1_000);
  ledger.expire();
  Object.assign(services.now, { isCalm: false, isLater: true, aheadMs: LATER_MS });
  containers = open(LATER_MS);
  show("replayed", stream.records().length);
  await stream.replay();
  await settled();
  const after = judgeWelcomes({ ledger, welcomes, messages: emulator.messages(), given: stream.failed().length });

  close(containers);
  services.close();
  stream.close();
  await emulator.close();
  table.close();
  for (const one of tally.broken) process.stderr.write(`the stand itself failed: ${one}\n`);
  for (const [what, all] of Object.entries(ledger.broken))
    for (const one of all) process.stderr.write(`${what}: ${JSON.stringify(one)}\n`);
  tally.onTheirWay = ledger.subjects().filter(({ behind }) => behind.size > 0).length;
  return {
    tally: { ...tally, ...verdicts.counted, welcomes: after.said, records: stream.records().length },
    zeros: {
      "sends begun after a pause was acknowledged": ledger.broken.afterPause.length,
      "answers with two parts behind a pause": ledger.broken.behind.length,
      ...verdicts.zeros,
      "told of a person before anybody was": ledger.broken.told.length,
      "agents' words through before their pause": ledger.broken.agents.length,
      "parts after all was said": ledger.broken.afterAll.length,
      "invocations failed for a settled delivery": tally.wrongFailures,
      "welcomes twice": before.twice,
      "welcomes twice once replayed after 72 hours": after.twice,
      "welcomes lost": before.lost,
      "welcomes begun twice": tally.welcomeTurns,
      "faults of the stand": tally.broken.length,
    },
  };
}

/** What DynamoDB's TTL does in its own time. */
async function deleteExpired(admin, seconds) {
  const query = {
    TableName: "claims",
    FilterExpression: "expires < :seconds",
    ExpressionAttributeValues: { ":seconds": { N: String(Math.floor(seconds)) } },
  };
  const ids = [];
  for await (const { Items = [] } of paginateScan({ client: admin }, query)) ids.push(...Items.map(({ id }) => id));
  for (let at = 0; at < ids.length; at += 25) {
    const requests = ids.slice(at, at + 25).map((id) => ({ DeleteRequest: { Key: { id } } }));
    await admin.send(new BatchWriteItemCommand({ RequestItems: { claims: requests } }));
  }
}
