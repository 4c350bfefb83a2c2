// Synthesises offline: `npm run synth`, with a configuration of your own as `npm run synth -- --config bridge.json --app-instance arn:…`.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { App, aws_kinesis as kinesis, Stack } from "aws-cdk-lib";
import { LexBridge } from "chime-lex-bridge/cdk";
import { assertConfig } from "chime-lex-bridge/operate";

const { values } = parseArgs({
  options: {
    config: { type: "string" },
    "app-instance": { type: "string" },
    "reserved-concurrency": { type: "string" },
    "membership-stream": { type: "string" },
    outdir: { type: "string" },
  },
});
const config: unknown = JSON.parse(
  readFileSync(values.config ?? new URL("../../example/bridge.json", import.meta.url), "utf8"),
);
try {
  assertConfig(config);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(2);
}
const appInstanceArn =
  values["app-instance"] ?? "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1";
const [, , , region = "", account = ""] = appInstanceArn.split(":");

const app = new App({ ...(values.outdir ? { outdir: values.outdir } : {}) });
const stack = new Stack(app, "ChimeLexBridge", { env: { region, account } });
const memberships = values["membership-stream"];
const membershipStream =
  memberships === "new" || (memberships && kinesis.Stream.fromStreamArn(stack, "Memberships", memberships));
new LexBridge(stack, "Bridge", {
  appInstanceArn,
  config,
  ...(membershipStream ? { membershipStream } : {}),
  ...(values["reserved-concurrency"] ? { reservedConcurrency: Number(values["reserved-concurrency"]) } : {}),
});
app.synth();
