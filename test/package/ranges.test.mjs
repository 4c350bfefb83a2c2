// What the package shares with its user's application is a range: tried at its lowest and at its newest, with what npm makes of it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";

const execute = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const { dependencies, name: self } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const lowest = Object.fromEntries(Object.entries(dependencies).map(([name, range]) => [name, range.slice(1)]));

let workshop;
let tarball;
let table;
let endpoint;
before(async () => {
  workshop = mkdtempSync(join(tmpdir(), "ranges-"));
  const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", workshop];
  const { stdout } = await execute("npm", pack, { cwd: root });
  tarball = join(workshop, JSON.parse(stdout)[0].filename);
  table = dynalite({ createTableMs: 1 });
  await new Promise((resolve) => table.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${table.address().port}`;
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials: CREDENTIALS });
  await client.send(
    new CreateTableCommand({
      TableName: "chime-lex-claims",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  client.destroy();
});
after(async () => {
  rmSync(workshop, { recursive: true });
  await new Promise((resolve) => table.close(resolve));
});

const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

describe("a dependency that an application has too", () => {
  it("is a range of one major", () => {
    assert.deepEqual(
      Object.entries(dependencies).filter(([, range]) => !/^\^\d+\.\d+\.\d+$/.test(range)),
      [],
    );
  });

  for (const [which, versions] of [
    ["lowest", lowest],
    ["newest", dependencies],
  ]) {
    it(`does its work at its ${which}, and isn't installed twice`, async () => {
      const project = join(workshop, which);
      mkdirSync(project);
      const manifest = { name: "an-application", private: true, type: "module", dependencies: versions };
      writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
      const install = ["install", "--no-audit", "--no-fund", "--silent", tarball];
      await execute("npm", install, { cwd: project });
      assert.deepEqual(nested(join(project, "node_modules", self)), []);
      if (which === "lowest") assert.deepEqual(installedIn(project), lowest);

      copyFileSync(fileURLToPath(new URL("smoke.mjs", import.meta.url)), join(project, "smoke.mjs"));
      const env = {
        PATH: process.env.PATH,
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      };
      const { stdout } = await execute(process.execPath, ["smoke.mjs"], { cwd: project, env, timeout: 60_000 });
      const said = JSON.parse(stdout.trim().split("\n").at(-1));
      assert.deepEqual(said, { turns: 1, taken: 1, reply: "messages", refused: "CONFIG_INVALID" }, stdout);
    });
  }
});

const installedIn = (project) =>
  Object.fromEntries(
    Object.keys(dependencies).map((name) => [
      name,
      JSON.parse(readFileSync(join(project, "node_modules", name, "package.json"), "utf8")).version,
    ]),
  );

function nested(folder) {
  return readdirSync(folder).includes("node_modules") ? readdirSync(join(folder, "node_modules")) : [];
}
