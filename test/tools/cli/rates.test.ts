import { tmpdir } from "node:os";
import { expect, it } from "vitest";
import { run } from "../../../tools/cli/run.ts";
import { capturedIo, type Told } from "../../captured-io.ts";

const dev = async (...rates: string[]) => {
  const printed: Told = { out: "", err: "" };
  const io = capturedIo(printed, { cwd: tmpdir(), ended: () => Promise.resolve() });
  return { code: await run(["dev", "--port", "0", ...rates], io), ...printed };
};

it.each([
  ["us-east-1", "30 requests/s a channel, 10 requests/s a bearer"],
  ["eu-central-1", "10 requests/s a channel, 10 requests/s a bearer"],
  ["bearer=4,charged", "4 requests/s a bearer, refused ones count"],
])("dev --rates %s says what is taken", async (rates, told) => {
  const { code, out } = await dev("--rates", rates);
  expect(code).toBe(0);
  expect(out).toContain(`Rates       ${told}\n`);
});

it("dev without rates says nothing of them", async () => {
  expect((await dev()).out).not.toContain("Rates");
});

it.each(["mars-north-1", "channel=many", "channel=0", "sends=5", "channel=3,charged=1", "channel=3;bearer=1"])(
  "--rates %s is refused with what could be given",
  async (rates) => {
    const { code, err, out } = await dev("--rates", rates);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/us-east-1|channel=30,bearer=10|1 to 100000/);
  },
);
