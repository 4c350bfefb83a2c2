// Narrow screens.
import assert from "node:assert/strict";
import { test } from "node:test";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const here = onScriptedPage();

test("on a narrow screen the halves are two views, and nothing is wider than the screen", async () => {
  const { opened } = here;
  await opened.page.setViewportSize({ width: 360, height: 740 });
  await opened.say("What is my balance?");
  await opened.log.getByRole("button", { name: "Inspect" }).click();
  await opened.stage("Callback").getByText("replied").waitFor();
  await opened.log.waitFor({ state: "hidden" });
  assert.ok((await widest(opened.page)) <= 360);
  await opened.page.getByRole("button", { name: "Channel" }).click();
  await opened.log.waitFor({ state: "visible" });
  assert.ok((await widest(opened.page)) <= 360);
});

function widest(page) {
  return page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll(".app *:not(.unseen, .unseen *)")].map(
        (element) => element.getBoundingClientRect().right,
      ),
    ),
  );
}
