// The table of claims of one run, in memory.
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";

/** Resolves to its address, a client of its own, and what ends both. */
export async function openTable() {
  const database = dynalite({ createTableMs: 1 });
  await new Promise((resolve) => database.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${database.address().port}`;
  const credentials = { accessKeyId: "soak", secretAccessKey: "soak" };
  const admin = new DynamoDBClient({ region: "us-east-1", endpoint: url, credentials });
  await admin.send(
    new CreateTableCommand({
      TableName: "claims",
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    }),
  );
  return {
    url,
    admin,
    close: () => {
      admin.destroy();
      database.close();
    },
  };
}
