// The SDK's requests by undici: a handler in place of `src/aws/sdk/connections.ts`, for the experiment alone. The same idle limit.
import { Agent } from "undici";

export function createConnections() {
  const agent = new Agent({
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 4_000,
    connect: { timeout: 2_000 },
    pipelining: 1,
  });
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle({ protocol, hostname, port, path, query = {}, method, headers, body }, { abortSignal } = {}) {
      const search = new URLSearchParams(query).toString();
      const answer = await agent.request({
        origin: `${protocol}//${hostname}${port ? `:${port}` : ""}`,
        path: search ? `${path}?${search}` : path,
        method,
        headers,
        body: body ?? null,
        signal: abortSignal,
      });
      const { statusCode, body: stream } = answer;
      const texts = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
      return { response: { statusCode, headers: Object.fromEntries(texts), body: stream } };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy: () => void agent.close(),
  };
}
