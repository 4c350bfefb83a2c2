// A server at a distance: a proxy on loopback that passes on what it gets half a round trip later, and a whole one more for the first,
// which is what opening the connection takes.
import { connect, createServer } from "node:net";

const [, , port, roundTripMs] = process.argv.map(Number);

function pass(from, to, firstMs) {
  let wait = firstMs + roundTripMs / 2;
  let due = 0;
  from.on("data", (chunk) => {
    due = Math.max(due, performance.now() + wait);
    wait = roundTripMs / 2;
    setTimeout(() => to.writable && to.write(chunk), due - performance.now());
  });
  from.on("close", () => setTimeout(() => to.destroy(), roundTripMs));
  from.on("error", () => {});
}

const server = createServer({ noDelay: true }, (near) => {
  const far = connect({ port, host: "127.0.0.1", noDelay: true });
  pass(near, far, roundTripMs);
  pass(far, near, 0);
});
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("disconnect", () => process.exit());
