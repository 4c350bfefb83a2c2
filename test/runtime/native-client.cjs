// Stands for `rapid-client.node`, the runtime's native HTTP client, which needs a C++ compiler to build. Loaded before the runtime;
// everything else of it runs as it is. What it does is what the native one does: one request after the other.
const { Agent, request } = require("node:http");
const Module = require("node:module");

const base = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/`;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let before = Promise.resolve();

function ask(method, path, body, headers = {}) {
  before = before.then(
    () =>
      new Promise((resolve, reject) => {
        const sent = request(base + path, { method, agent, headers }, async (answer) => {
          const chunks = [];
          for await (const chunk of answer) chunks.push(chunk);
          resolve({ bodyJson: Buffer.concat(chunks).toString("utf8"), headers: answer.headers });
        });
        sent.on("error", reject);
        sent.end(body);
      }),
  );
  return before;
}

const client = {
  initializeClient: () => {},
  next: () => ask("GET", "next"),
  done: (id, body) => void ask("POST", `${id}/response`, body),
  error: (id, body) => void ask("POST", `${id}/error`, body),
};

const { _load: load } = Module;
Module._load = (name, ...rest) => (name.endsWith("rapid-client.node") ? client : load(name, ...rest));
