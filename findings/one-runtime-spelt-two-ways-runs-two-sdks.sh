#!/usr/bin/env bash
# Shows: for one Lambda runtime, nodejs24.x, NodejsFunction leaves out your SDK under NODEJS_24_X and keeps your @smithy packages, leaves out both with the flag sdkV3ExcludeSmithyPackages, and bundles all of them under NODEJS_LATEST
# Version: aws-cdk-lib 2.276.0 with esbuild 0.28.2; Lambda's SDK is played by client-lex-runtime-v2 3.1029.0
# A good guess: two spellings of one runtime give one bundle; and the SDK that was tested is the one that runs, or all of it is Lambda's.
# Why it matters: under NODEJS_24_X a request handler of your version serves clients of Lambda's, whose version changes without a deployment.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts aws-cdk-lib@2.276.0 constructs@10.8.1 esbuild@0.28.2 @aws-sdk/client-lex-runtime-v2@3.1048.0 of-lambda@npm:@aws-sdk/client-lex-runtime-v2@3.1029.0 @smithy/node-http-handler@4.14.2 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import { App, Stack } from "aws-cdk-lib";
import { Runtime } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

writeFileSync(
  "function.ts",
  `import { LexRuntimeV2Client, RecognizeTextCommand } from "@aws-sdk/client-lex-runtime-v2";
import { NodeHttpHandler } from "@smithy/node-http-handler";
export const handler = async (endpoint) => {
  const credentials = { accessKeyId: "x", secretAccessKey: "x" };
  const lex = new LexRuntimeV2Client({ endpoint, region: "us-east-1", credentials, requestHandler: new NodeHttpHandler() });
  await lex.send(new RecognizeTextCommand({ botId: "B", botAliasId: "A", localeId: "en_US", sessionId: "ana", text: "hi" }));
};
`,
);
const ours = ["@aws-sdk/client-lex-runtime-v2", "@smithy/node-http-handler"];
const bundle = (name, runtime, flag, bundling = {}) => {
  const context = { "@aws-cdk/aws-lambda-nodejs:sdkV3ExcludeSmithyPackages": flag };
  const app = new App({ outdir: name, context });
  const stack = new Stack(app, "Stack");
  new NodejsFunction(stack, "Function", { entry: "function.ts", depsLockFilePath: "package-lock.json", runtime, bundling });
  const { directory } = app.synth();
  const asset = readdirSync(directory).find((one) => one.startsWith("asset."));
  const code = readFileSync(`${directory}/${asset}/index.js`, "utf8");
  const file = `./${name}.cjs`;
  writeFileSync(file, code);
  const { Resources } = JSON.parse(readFileSync(`${directory}/Stack.template.json`, "utf8"));
  const { Properties } = Object.values(Resources).find(({ Type }) => Type === "AWS::Lambda::Function");
  const left = ours.filter((one) => code.includes(`require("${one}")`));
  return { name, runtime: Properties.Runtime, file, left };
};
const bundles = [
  bundle("NODEJS_24_X", Runtime.NODEJS_24_X, false),
  bundle("NODEJS_24_X-with-flag", Runtime.NODEJS_24_X, true),
  bundle("NODEJS_LATEST", Runtime.NODEJS_LATEST, false),
  bundle("NODEJS_24_X-and-no-externalModules", Runtime.NODEJS_24_X, false, { externalModules: [] }),
];

// Each runs as in Lambda: what it left out is found outside of it, in another version than the one that was bundled.
let agent = "";
const server = createServer((request, response) => {
  agent = request.headers["user-agent"];
  response.setHeader("content-type", "application/json");
  response.end("{}");
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
renameSync("node_modules/@aws-sdk/client-lex-runtime-v2", "node_modules/@aws-sdk/ours");
symlinkSync("../of-lambda", "node_modules/@aws-sdk/client-lex-runtime-v2", "junction");
const seen = [];
for (const { name, runtime, file, left } of bundles) {
  const { handler } = createRequire(import.meta.url)(file);
  await handler(`http://127.0.0.1:${server.address().port}`);
  const [, version] = /aws-sdk-js\/([\d.]+)/.exec(agent);
  seen.push(`${name} (${runtime}): runs ${version}, left to Lambda: ${left.join(" and ") || "nothing"}`);
}
console.log(seen.join("\n"));
const expected = [
  `runs 3.1029.0, left to Lambda: ${ours[0]}`,
  `runs 3.1029.0, left to Lambda: ${ours.join(" and ")}`,
  "runs 3.1048.0, left to Lambda: nothing",
  "runs 3.1048.0, left to Lambda: nothing",
];
process.exit(seen.every((one, at) => one.endsWith(`(nodejs24.x): ${expected[at]}`)) ? 0 : 1);
PROGRAM
node seen.mjs 2>bundling.log
