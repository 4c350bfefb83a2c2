// The emulated services, a table, and the packed function under AWS's runtime between them.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { unzipSync } from "fflate";
import { createEmulator } from "../../dist/emulator.js";
import { startLambda } from "./lambda.mjs";
import { startPath } from "./path.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const TABLE = "chime-lex-claims";

/** What is deployed, unpacked as Lambda unpacks it. */
export function unpackFunction() {
  const folder = mkdtempSync(join(tmpdir(), "function-"));
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(at("../../dist/lambda/function.zip"))))) {
    writeFileSync(join(folder, name), bytes);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

async function startTable() {
  const server = dynalite({ createTableMs: 1 });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${server.address().port}`;
  const credentials = { accessKeyId: "runtime", secretAccessKey: "runtime" };
  const client = new DynamoDBClient({ region: "us-east-1", endpoint, credentials });
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  client.destroy();
  return { endpoint, close: () => new Promise((resolve) => server.close(resolve)) };
}

export async function standUp({ node, task, env = {}, timeoutMs = 10_000, most, retryDelaysMs = [20, 40] }) {
  const emulator = await createEmulator({
    bots: [at("../../fixtures/bots/bank-bot")],
    functionTimeoutMs: 60_000,
    retryDelaysMs,
  });
  const { url } = await emulator.listen();
  const path = await startPath(url);
  const table = await startTable();
  const lambda = startLambda({
    node,
    task,
    timeoutMs,
    most,
    env: {
      AWS_ENDPOINT_URL_LEX_RUNTIME_V2: path.url,
      AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: path.url,
      AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
      CHIME_LEX_BOT_ALIAS_ARN: emulator.world.lexBots[0].aliasArn,
      CHIME_LEX_APP_INSTANCE_BOT_ARN: emulator.world.bot.arn,
      CHIME_LEX_CLAIMS_TABLE: TABLE,
      ...env,
    },
  });
  emulator.setProcessor(lambda.processor);
  return {
    emulator,
    lambda,
    path,
    /** Says something, and waits until everything is at rest. */
    async say(content, as = "ana") {
      const { MessageId } = await emulator.send({ content, as });
      await emulator.settled(30_000);
      const message = emulator.messages().find((one) => one.MessageId === MessageId);
      const delivery = emulator.deliveries().find(({ messageId }) => messageId === MessageId);
      return { message, delivery, decision: delivery.invocations.at(-1)?.result };
    },
    async close() {
      await lambda.close();
      await emulator.close();
      await path.close();
      await table.close();
    },
  };
}
