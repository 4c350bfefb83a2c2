// What lies between the function and the services: connections that can break, or fall silent, while the function stands still.
import { once } from "node:events";
import { connect, createServer } from "node:net";

export async function startPath(upstream) {
  const { hostname, port } = new URL(upstream);
  const pairs = new Set();
  let opened = 0;
  const server = createServer((near) => {
    opened++;
    const far = connect(Number(port), hostname);
    const pair = { near, far };
    pairs.add(pair);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        pairs.delete(pair);
        other.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    opened: () => opened,
    /** Every connection is reset. */
    reset() {
      for (const { near } of pairs) near.resetAndDestroy();
    },
    /** The other side says goodbye, as a server does to a connection that has been idle for long. */
    bidFarewell() {
      for (const { near } of pairs) near.end();
    },
    /** Every connection stays open, and nobody hears what is said on it, as behind a gateway that has forgotten it. */
    fallSilent() {
      for (const { near, far } of pairs) {
        near.unpipe(far);
        near.resume();
      }
    },
    async close() {
      for (const { near } of pairs) near.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
