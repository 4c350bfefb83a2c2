#!/usr/bin/env bash
# Shows: dynalite leaves the item out of a ConditionalCheckFailedException that asked for it
# Version: dynalite 4.0.0, with @aws-sdk/client-dynamodb 3.1142.0
# A good guess: ReturnValuesOnConditionCheckFailure: ALL_OLD gives the item, as DynamoDB documents.
# Why it matters: code that reads the item from the error takes another path in its tests than in production.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts dynalite@4.0.0 @aws-sdk/client-dynamodb@3.1142.0 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
const server = dynalite({ createTableMs: 0 });
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const client = new DynamoDBClient({
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: "us-east-1",
  credentials: { accessKeyId: "x", secretAccessKey: "x" },
});
const TableName = "table";
await client.send(
  new CreateTableCommand({
    TableName,
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
  }),
);
while ((await client.send(new DescribeTableCommand({ TableName }))).Table.TableStatus !== "ACTIVE");
const put = { TableName, Item: { id: { S: "a" } } };
await client.send(new PutItemCommand(put));
const again = { ...put, ConditionExpression: "attribute_not_exists(id)", ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
const { name, Item } = await client.send(new PutItemCommand(again)).catch((error) => error);
console.log(`${name}, item: ${JSON.stringify(Item) ?? "absent"}`);
process.exit(name === "ConditionalCheckFailedException" && Item === undefined ? 0 : 1);
PROGRAM
AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true AWS_REGION=us-east-1 node seen.mjs
