import { type Tracer, trace } from "@opentelemetry/api";
import { describe, expect, it } from "vitest";
import { createBridge, tracerToSpan } from "../../../src/index.ts";
import { createEmulator } from "../../../tools/emulator/index.ts";
import { BANK_BOT } from "../../wire/emulator.ts";

/** What a tracer was told: the names of the spans in their order, and how each ended. */
function tracerOf() {
  const spans: { name: string; ended: boolean; status?: unknown }[] = [];
  const startActiveSpan = <Value>(name: string, run: (span: never) => Value): Value => {
    const told: (typeof spans)[number] = { name, ended: false };
    spans.push(told);
    const span = {
      setStatus: (status: unknown) => {
        told.status = status;
      },
      end: () => {
        told.ended = true;
      },
    };
    return run(span as never);
  };
  return { spans, tracer: { startActiveSpan } };
}

describe("tracing", () => {
  async function deliver(
    given: Parameters<typeof createBridge>[1],
    fault?: { status: number; name: string; message: string },
  ) {
    const emulator = await createEmulator({ bots: [BANK_BOT] });
    const lexBotAliasArn = emulator.world.lexBots[0]?.aliasArn ?? "";
    const bridge = createBridge({ bots: [{ lexBotAliasArn }] }, { ...emulator.ports, ...given });
    emulator.faults.lex = fault;
    emulator.setProcessor((event) => bridge.handle(event));
    await emulator.send({ content: "Hello" });
    await emulator.settled();
    const [message] = emulator.messages();
    await emulator.close();
    return message;
  }

  it("makes a span of each stage, in order, and each ends", async () => {
    const { spans, tracer } = tracerOf();
    await deliver({ span: tracerToSpan(tracer) });
    const stages = ["gate", "claim", "turn", "claim", "post"];
    expect(spans).toEqual(stages.map((stage) => ({ name: `chime-lex-bridge ${stage}`, ended: true })));
  });

  it("marks the stage that failed with the error's code, and no more", async () => {
    const { spans, tracer } = tracerOf();
    const fault = { status: 403, name: "AccessDeniedException", message: "The secret word is heliotrope." };
    await deliver({ span: tracerToSpan(tracer) }, fault);
    expect(spans.filter(({ status }) => status)).toEqual([
      { name: "chime-lex-bridge turn", ended: true, status: { code: 2, message: "LEX_ACCESS_DENIED" } },
    ]);
  });

  it("takes a tracer of OpenTelemetry as it is, and changes nothing of what is posted", async () => {
    const tracer: Tracer = trace.getTracer("test");
    const [traced, plain] = [await deliver({ span: tracerToSpan(tracer) }), await deliver({})];
    expect(traced?.Content).toBe(plain?.Content);
    expect(traced?.ContentType).toBe("application/amz-chime-lex-msgs");
  });
});
