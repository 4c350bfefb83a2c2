// npm run test:session: the unmodified messaging session of amazon-chime-sdk-js against the built emulator, which it installs; once
// over ws, and once over wss with the certificate of `dev --tls`, which Node trusts beside its usual ones.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ready, run } from "./ready.mjs";

const cwd = fileURLToPath(new URL("../test/session", import.meta.url));
const CLI = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
await ready();
process.exitCode =
  (await run("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd })) ||
  (await run(process.execPath, ["--test", "session.test.mjs", "order.test.mjs"], { cwd })) ||
  (await overTls());

async function overTls() {
  const cache = await mkdtemp(join(tmpdir(), "session-"));
  try {
    const env = { ...process.env, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache };
    const certPath = await makeCertificate(env);
    const trusting = {
      ...env,
      NODE_EXTRA_CA_CERTS: certPath,
      SESSION_KEY: join(dirname(certPath), "localhost.key"),
    };
    return await run(process.execPath, ["--test", "session.test.mjs", "order.test.mjs", "dev-tls.test.mjs"], {
      cwd,
      env: trusting,
    });
  } finally {
    await rm(cache, { recursive: true });
  }
}

/** Starts `dev --tls` until it tells where its certificate lies. */
function makeCertificate(env) {
  const child = spawn(process.execPath, [CLI, "dev", "--tls", "--json", "--port", "0"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (data) => {
      said += data;
      if (said.includes("\n")) child.kill("SIGTERM");
    });
    child.once("close", () => {
      try {
        resolve(JSON.parse(said).secure.certPath);
      } catch (cause) {
        reject(new Error("dev --tls said nothing of its certificate", { cause }));
      }
    });
  });
}
