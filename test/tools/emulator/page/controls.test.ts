import { describe, expectTypeOf, it } from "vitest";
import type { ActiveFault } from "../../../../tools/emulator/channel/faults/named-faults.ts";
import type { AddedBot } from "../../../../tools/emulator/http/control-routes.ts";
import type * as page from "../../../../tools/emulator/page/server/controls.ts";

describe("what the page reads of the controls", () => {
  it("is what the emulator answers", () => {
    expectTypeOf<ActiveFault>().toExtend<page.ActiveFault>();
    expectTypeOf<AddedBot>().toExtend<page.AddedBot>();
  });
});
