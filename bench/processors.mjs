// The two processors, what they run with, and the folder for what is made on the way.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "chime-lex-bridge-bench-"));
export const removeFolder = () => rmSync(folder, { recursive: true, force: true });
process.on("exit", removeFolder);

export const OURS = here("../dist/lambda/index.cjs");
export const HAND_WRITTEN = join(folder, "hand-written.cjs");

/** With the settings of `scripts/build-lambda.mjs`. */
export async function bundleHandWritten() {
  await build({
    entryPoints: [here("hand-written.mjs")],
    outfile: HAND_WRITTEN,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    mainFields: ["module", "main"],
    logLevel: "error",
  });
}

/** Logging stays as it is deployed: one line a message from ours, none from the hand-written one. */
export function environment(url, more = {}) {
  return {
    PATH: process.env.PATH,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "bench",
    AWS_SECRET_ACCESS_KEY: "bench",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    AWS_ENDPOINT_URL_LEX_RUNTIME_V2: url,
    AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url,
    AWS_ENDPOINT_URL_DYNAMODB: url,
    BOT_ID: "BANKBOT001",
    BOT_ALIAS_ID: "TSTALIASID",
    CHIME_LEX_BOT_ALIAS_ARN: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID",
    ...more,
  };
}

/** A self-signed certificate, or undefined where openssl isn't there. */
export function certificate() {
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const args = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  try {
    execFileSync(
      "openssl",
      [...args, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert],
      { stdio: "ignore" },
    );
    return { cert, key };
  } catch {
    return undefined;
  }
}
