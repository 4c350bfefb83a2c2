// npm run test:clients: unmodified AWS clients against the built emulator. Debian's packages are installed where they are missing.
import { existsSync } from "node:fs";
import { ready, run } from "./ready.mjs";

const NEEDED = { awscli: "/usr/bin/aws", "python3-boto3": "/usr/lib/python3/dist-packages/boto3" };

await ready();
const missing = Object.keys(NEEDED).filter((name) => !existsSync(NEEDED[name]));
if (missing.length > 0) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const installed =
    (await run("apt-get", ["update", "-q"], { env }).catch(() => 1)) ||
    (await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...missing], { env }).catch(() => 1));
  if (installed !== 0) {
    process.stderr.write(`Install Debian's packages ${missing.join(" and ")}, then run this again.\n`);
    process.exit(2);
  }
}
process.exitCode = await run(process.execPath, ["--test", "test/clients/"]);
