import { CreateTableCommand, DynamoDBClient, type KeySchemaElement } from "@aws-sdk/client-dynamodb";
// @ts-expect-error dynalite has no types
import dynalite from "dynalite";

export const TABLE_ACCESS = { region: "us-east-1", credentials: { accessKeyId: "x", secretAccessKey: "x" } };

export interface TestTable {
  readonly table: string;
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

/** A DynamoDB of its own, in this process, with the table that the bridge asks for. */
export async function startTable(
  key: KeySchemaElement[] = [{ AttributeName: "id", KeyType: "HASH" }],
): Promise<TestTable> {
  const server = dynalite({ createTableMs: 1 });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${server.address().port}`;
  const client = new DynamoDBClient({ ...TABLE_ACCESS, endpoint });
  const table = "chime-lex-claims";
  await client.send(
    new CreateTableCommand({
      TableName: table,
      KeySchema: key,
      AttributeDefinitions: key.map(({ AttributeName }) => ({ AttributeName, AttributeType: "S" })),
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  client.destroy();
  return { table, endpoint, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
