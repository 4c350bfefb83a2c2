// The packed function as it runs when deployed: AWS's own runtime code, the Node.js of the managed runtimes, environments that stand
// still between invocations, and the emulator in place of the services.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { NODES } from "./nodes.mjs";
import { standUp, unpackFunction } from "./standing.mjs";

const unpacked = unpackFunction();
const task = unpacked.folder;
after(unpacked.remove);

const isReply = ({ ContentType, Status }) =>
  Status.Value === "SENT" && ContentType === "application/amz-chime-lex-msgs";
const metricsOf = (records) => records.filter((record) => "_aws" in record);

for (const { major, node } of NODES) {
  describe(`on Node.js ${major}`, { timeout: 120_000 }, () => {
    it("answers a burst of messages and their duplicates once each, and says so", async () => {
      const standing = await standUp({ node, task, most: 4, env: { AWS_LAMBDA_LOG_FORMAT: "JSON" } });
      const { emulator, lambda } = standing;
      try {
        const sent = [];
        for (let n = 0; n < 24; n++) {
          sent.push(await emulator.send({ content: "Hello", as: n % 2 ? "ana" : "ben" }));
          if (n % 3 === 0) emulator.redeliver(sent.at(-1).MessageId);
        }
        await emulator.settled(60_000);

        assert.deepEqual(
          emulator.messages().filter((message) => !isReply(message)),
          [],
        );
        for (const { turns, callbacks, invocations } of emulator.deliveries()) {
          assert.equal(turns.filter(({ result }) => result).length, 1);
          assert.equal(callbacks.filter(({ refused }) => !refused).length, 1);
          assert.deepEqual(
            invocations.flatMap(({ error }) => error ?? []),
            [],
          );
        }
        // One line of the record and one of metrics for each of the 32 deliveries, whole under Lambda's JSON log format.
        const records = lambda.records();
        const lines = records.filter(({ message }) => message === "delivery");
        assert.equal(lines.length, 32);
        assert.ok(lines.every((line) => line.correlation_id === line.delivery.messageId && line.function_request_id));
        const metrics = metricsOf(records);
        const sum = (name) => metrics.reduce((total, one) => total + (one[name] ?? 0), 0);
        assert.equal(sum("Deliveries"), 32);
        assert.equal(sum("Replied"), 24);
        assert.equal(sum("Duplicates"), 8);
        assert.equal(sum("ColdStarts"), lambda.environments.size);
        assert.ok(lambda.environments.size > 1);
      } finally {
        await standing.close();
      }
    });

    describe("between two messages the function stands still, and", () => {
      let standing;
      before(async () => {
        standing = await standUp({ node, task, most: 1 });
      });
      after(() => standing.close());

      for (const [what, befall] of [
        ["its connections are reset", (path) => path.reset()],
        ["the services say goodbye", (path) => path.bidFarewell()],
      ]) {
        it(`${what}: the next message is answered`, async () => {
          for (let round = 0; round < 5; round++) {
            assert.ok(isReply((await standing.say("Hello")).message));
            befall(standing.path);
          }
          const { message, decision, delivery } = await standing.say("Hello");
          assert.ok(isReply(message));
          assert.equal(decision.outcome, "replied");
          assert.equal(delivery.turns.length, 1);
          assert.equal(standing.lambda.environments.size, 1);
        });
      }

      it("its connections fall silent, for longer than they are trusted: none of them is used again", async () => {
        assert.ok(isReply((await standing.say("Hello")).message));
        const opened = standing.path.opened();
        standing.path.fallSilent();
        // Longer than `IDLE_MAX_MS` of src/aws/sdk/connections.ts, on the clock of the process that stands still.
        await new Promise((resolve) => setTimeout(resolve, 4_200));
        const { message, decision } = await standing.say("Hello");
        assert.ok(isReply(message));
        assert.equal(decision.retries.turn + decision.retries.callback, 0);
        assert.ok(standing.path.opened() > opened);
        assert.equal(standing.lambda.environments.size, 1);
      });
    });

    it("calls back before its time is over, however long Lex takes", async () => {
      const standing = await standUp({ node, task, timeoutMs: 1_500, most: 1 });
      try {
        standing.emulator.faults.lex = { hang: true };
        const { message, delivery, decision } = await standing.say("Hello");
        assert.equal(message.Status.Value, "SENT");
        assert.equal(message.ContentType, "application/amz-chime-lex-error");
        assert.deepEqual([decision.outcome, decision.error.code], ["errored", "LEX_TIMEOUT"]);
        assert.ok(decision.timings.left > 0);
        assert.equal(delivery.invocations.length, 1);

        standing.emulator.faults.lex = undefined;
        assert.ok(isReply((await standing.say("Hello")).message));
        assert.equal(standing.lambda.environments.size, 1);
      } finally {
        await standing.close();
      }
    });

    it("is killed in the middle of a turn, and Lambda's next attempt calls back without a second turn", async () => {
      const standing = await standUp({ node, task, timeoutMs: 1_500, most: 1 });
      const { emulator, lambda } = standing;
      try {
        assert.ok(isReply((await standing.say("Hello")).message));
        emulator.faults.lex = { delayMs: 400, times: 1 };
        const { MessageId } = await emulator.send({ content: "Hello" });
        const delivery = () => emulator.deliveries().find(({ messageId }) => messageId === MessageId);
        const [first] = lambda.environments;
        // It stands still from here on, as a process does that has no processor time or no memory left.
        setTimeout(first.freeze, 200);
        await emulator.settled(30_000);

        const [killed, retried] = delivery().invocations;
        assert.match(killed.error, /Task timed out after 1\.50 seconds/);
        assert.deepEqual([retried.result.outcome, retried.result.error.code], ["errored", "TURN_UNKNOWN"]);
        assert.ok(delivery().turns.length <= 1);
        assert.equal(emulator.messages().at(-1).Status.Value, "SENT");
        assert.ok(first.isGone);
      } finally {
        await standing.close();
      }
    });

    it("loads whatever its environment says, and releases what comes, with one error that lists what is wrong", async () => {
      const env = { CHIME_LEX_BOT_ALIAS_ARN: "wrong", CHIME_LEX_ONFAILURE: "deny" };
      const standing = await standUp({ node, task, most: 1, env });
      try {
        for (let n = 0; n < 2; n++) {
          const { message, decision } = await standing.say("Hello");
          assert.deepEqual([message.Content, message.Status.Value], ["Hello", "SENT"]);
          assert.deepEqual([decision.outcome, decision.error.code], ["failed", "CONFIG_INVALID"]);
        }
        const records = standing.lambda.records();
        const told = records.filter(({ message }) => message === "configuration");
        assert.equal(told.length, 1);
        for (const wrong of [
          /CHIME_LEX_BOT_ALIAS_ARN must be a bot alias ARN/,
          /CHIME_LEX_ONFAILURE is an unknown variable/,
        ]) {
          assert.match(told[0].configuration.problem, wrong);
        }
        assert.deepEqual(
          metricsOf(records).map(({ ReleasedBroken }) => ReleasedBroken),
          [1, 1],
        );
      } finally {
        await standing.close();
      }
    });

    it("fails an event without its ids by name, and goes on", async () => {
      const standing = await standUp({ node, task, most: 1 });
      try {
        const { processor } = standing.lambda;
        await assert.rejects(processor({ hello: 1 }, { awsRequestId: "r1" }), /BridgeError: EVENT_WITHOUT_IDS/);
        assert.ok(isReply((await standing.say("Hello")).message));
        assert.equal(standing.lambda.environments.size, 1);
      } finally {
        await standing.close();
      }
    });
  });
}
