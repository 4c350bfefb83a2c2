// One execution environment: AWS's runtime with the function in a process, and the Runtime API that it asks for work
// (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html). Between invocations the process stands still, as in Lambda.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const ARN = "arn:aws:lambda:us-east-1:111122223333:function:chime-lex-bridge";

/** Starts one; `node` is the Node.js binary, `task` the folder of the function. Resolves once the runtime asks for work. */
export async function startEnvironment({ node, task, env, onLine }) {
  let waiting;
  let running;
  let ready;
  let lost;
  const isReady = new Promise((resolve, reject) => {
    [ready, lost] = [resolve, reject];
  });

  const server = createServer(async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    if (incoming.url.endsWith("/init/error")) {
      outgoing.writeHead(202).end();
      lost(new Error(`The function did not load: ${body}`));
    } else if (incoming.url.endsWith("/invocation/next")) {
      waiting = outgoing;
      // What the process still has to write belongs to the invocation that is over.
      setTimeout(() => {
        freeze();
        ready();
        running?.rested();
      }, 5);
    } else {
      outgoing.writeHead(202).end();
      running?.[incoming.url.endsWith("/error") ? "failed" : "answered"](body);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const child = spawn(node, ["--require", here("native-client.cjs"), here("node_modules/aws-lambda-ric/index.mjs")], {
    cwd: task,
    env: {
      PATH: process.env.PATH,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${server.address().port}`,
      _HANDLER: "index.handler",
      LAMBDA_TASK_ROOT: task,
      AWS_LAMBDA_FUNCTION_NAME: "chime-lex-bridge",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/chime-lex-bridge",
      AWS_LAMBDA_LOG_STREAM_NAME: "one",
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "runtime",
      AWS_SECRET_ACCESS_KEY: "runtime",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", onLine);
  let isGone = false;
  const gone = once(child, "exit").then(() => {
    isGone = true;
    lost(new Error("The runtime ended."));
    running?.failed(JSON.stringify({ errorType: "Runtime.ExitError", errorMessage: "The runtime ended." }));
    running?.rested();
  });

  function freeze() {
    if (!isGone) child.kill("SIGSTOP");
  }

  const self = {
    pid: child.pid,
    get isGone() {
      return isGone;
    },
    freeze,
    thaw: () => child.kill("SIGCONT"),
    /** One invocation, and no other before it is over. `{ answer }`, `{ error }`, or `{ timedOut: true }`: then the environment is gone. */
    async invoke({ event, requestId, timeoutMs }) {
      const deadline = Date.now() + timeoutMs;
      let timer;
      const rested = new Promise((resolve) => {
        running = { rested: resolve };
      });
      const ended = new Promise((resolve) => {
        running.answered = (body) => resolve({ answer: JSON.parse(body) });
        running.failed = (body) => resolve({ error: JSON.parse(body) });
        timer = setTimeout(() => resolve({ timedOut: true }), timeoutMs);
      });
      child.kill("SIGCONT");
      waiting
        .writeHead(200, {
          "content-type": "application/json",
          "lambda-runtime-aws-request-id": requestId,
          "lambda-runtime-deadline-ms": String(deadline),
          "lambda-runtime-invoked-function-arn": ARN,
          "lambda-runtime-trace-id": "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0",
        })
        .end(JSON.stringify(event));
      const end = await ended;
      clearTimeout(timer);
      if (end.timedOut) await self.end();
      else await rested;
      running = undefined;
      return end;
    },
    async end() {
      child.kill("SIGKILL");
      await gone;
      server.closeAllConnections();
      server.close();
    },
  };
  await isReady.catch(async (error) => {
    await self.end();
    throw error;
  });
  return self;
}
