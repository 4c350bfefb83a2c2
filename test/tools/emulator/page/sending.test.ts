import { afterEach, expect, it, vi } from "vitest";
import { actionsOf } from "../../../../tools/emulator/page/actions.ts";
import { INITIAL, type PageAction } from "../../../../tools/emulator/page/state/state.ts";

afterEach(() => vi.unstubAllGlobals());

/** A server that answers when it is told to, with what it is told. */
function openPage() {
  const bodies: string[] = [];
  const answers: ((response: Response) => void)[] = [];
  vi.stubGlobal("fetch", (_url: string, { body }: { body: string }) => {
    bodies.push(JSON.parse(body).Content);
    return new Promise<Response>((resolve) => answers.push(resolve));
  });
  const told: PageAction[] = [];
  const state = { ...INITIAL, channelArn: "one", speaker: "arn:x/user/ana" };
  const { say } = actionsOf(
    () => state,
    (action) => told.push(action),
  );
  const answer = async (response = Response.json({ MessageId: "m" })) => {
    await vi.waitFor(() => expect(answers).not.toEqual([]));
    answers.shift()?.(response);
  };
  return { say, bodies, answer, told };
}

it("what is written while another message is on its way follows it, in order", async () => {
  const { say, bodies, answer } = openPage();
  const both = [say("one"), say("two")];
  await vi.waitFor(() => expect(bodies).toEqual(["one"]));
  await answer();
  await answer();
  expect(await Promise.all(both)).toEqual([true, true]);
  expect(bodies).toEqual(["one", "two"]);
});

it("a second Enter before the box is empty sends nothing again, and the same words can be said later", async () => {
  const { say, bodies, answer } = openPage();
  const [first, second] = [say("one"), say("one")];
  await answer();
  expect([await first, await second]).toEqual([true, false]);
  const later = say("one");
  await answer();
  expect(await later).toBe(true);
  expect(bodies).toEqual(["one", "one"]);
});

it("what follows a message that did not arrive stays in the box, and the page says which one failed", async () => {
  const { say, bodies, answer, told } = openPage();
  const both = [say("one"), say("two")];
  await answer(Response.json({ message: "No." }, { status: 403 }));
  expect(await Promise.all(both)).toEqual([false, false]);
  expect(bodies).toEqual(["one"]);
  expect(told.at(-1)).toMatchObject({ type: "failed", failure: { title: "Not sent.", body: { Content: "one" } } });
});
