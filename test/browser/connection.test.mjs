// A connection that breaks, and a page that begins anew.
import { test } from "node:test";
import { eventually } from "./browser.mjs";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const here = onScriptedPage();

test("a lost connection shows, and the page finds back by itself without doubling anything", async () => {
  const { opened, emulator } = here;
  await opened.say("hello");
  await opened.log.getByText("Hello! You said “hello”.").waitFor();
  emulator.drop();
  await opened.page.getByRole("alert").getByText("Offline.").waitFor();
  await opened.page.getByText("Live", { exact: true }).waitFor();
  await eventually(() => opened.log.getByRole("article").count(), 1);
});

for (const route of ["GET /_emulator/events", "GET /_emulator/info"]) {
  test(`one failed ${route} is made good by itself`, async () => {
    const { opened, emulator } = here;
    emulator.failOnce(route);
    emulator.drop();
    await opened.page.waitForResponse((response) => response.status() === 503);
    await opened.page.getByText("Live", { exact: true }).waitFor();
    await opened.say("hello");
    await opened.log.getByText("Hello! You said “hello”.").waitFor();
  });
}

test("a page that is opened before the emulator can tell about itself catches up", async () => {
  const { opened, emulator } = here;
  emulator.failOnce("GET /_emulator/info");
  await opened.page.reload();
  await opened.page.getByRole("button", { name: "Hello", exact: true }).click();
  await opened.log.getByText("Hello! You said “Hello”.").waitFor();
});

test("Reset empties both halves", async () => {
  const { opened } = here;
  await opened.say("hello");
  await opened.log.getByText("Hello! You said “hello”.").waitFor();
  await opened.page.getByRole("button", { name: "Reset" }).click();
  await opened.page.getByText("Nothing has been said yet.").waitFor();
  await opened.page.getByText("Every message goes through these stages.").waitFor();
});
