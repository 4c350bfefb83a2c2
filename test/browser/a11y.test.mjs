// Keyboard, screen reader, contrast.
import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { eventually } from "./browser.mjs";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const here = onScriptedPage({ bypassCSP: true });

for (const colorScheme of ["light", "dark"]) {
  for (const [size, viewport] of [
    ["wide", { width: 1280, height: 860 }],
    ["narrow", { width: 380, height: 780 }],
  ]) {
    test(`axe finds nothing serious in any view, ${colorScheme} and ${size}`, async () => {
      const { opened } = here;
      const { page } = opened;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      const found = { empty: await violations(page) };
      for (const said of ["everything", "hang", "deny", "error", "release this", "x ".repeat(500), "own voice"]) {
        await opened.say(said);
      }
      await opened.log.getByText("let through").waitFor();
      await page.getByRole("checkbox", { name: /Show what/ }).check();
      await opened.log.getByRole("button", { name: "Raw" }).first().click();
      await opened.log.getByRole("button", { name: "More" }).first().click();
      await page.getByRole("button", { name: "Other fields" }).click();
      await page.getByRole("button", { name: "Download script" }).click();
      await page.getByText("in conversation.yaml.").waitFor();
      found.channel = await violations(page);
      await opened.log.getByRole("button", { name: "Inspect" }).first().click();
      await opened.stage("Callback").getByText("replied").waitFor();
      for (const more of await page.locator(".inspector .more > summary").all()) await more.click();
      await page.getByRole("button", { name: "As a command" }).click();
      found.delivery = await violations(page);
      await page.getByRole("link", { name: "All deliveries" }).click();
      await page.getByRole("list", { name: "Deliveries" }).waitFor();
      found.deliveries = await violations(page);
      await opened.panel("Session");
      await page.getByRole("button", { name: "Restart conversation" }).click();
      await page.getByText("Restarted: Lex ended this session").waitFor();
      found.session = await violations(page);
      const faults = await opened.panel("Faults");
      await faults.locator("summary", { hasText: "lex-refuse" }).click();
      await faults.getByRole("button", { name: "Set lex-refuse" }).click();
      await faults.getByText("until removed").waitFor();
      found.faults = await violations(page);
      await opened.panel("Options");
      found.options = await violations(page);
      await opened.panel("Bots");
      found.bots = await violations(page);
      await page.getByRole("link", { name: "Every kind of reply on one sheet" }).click();
      await page.getByRole("region", { name: "RichText" }).waitFor();
      found.sheet = await violations(page);
      here.emulator.drop();
      await page.getByText("Offline.").waitFor();
      found.offline = await violations(page);
      assert.deepEqual(Object.values(found).flat(), []);
    });
  }
}

test("what comes into the channel is announced once, in words", async () => {
  const { opened } = here;
  const news = opened.page.getByRole("status", { name: "New messages" });
  await opened.say("What is my balance?");
  await opened.log.getByRole("button", { name: "Savings" }).waitFor();
  await eventually(
    () => news.textContent(),
    "Bot says: For which account?. Card Which account?, with the buttons Savings, Current",
  );
  await opened.page.reload();
  await opened.log.getByRole("button", { name: "Savings" }).waitFor();
  await eventually(() => news.textContent(), "", "a snapshot is not read out");
});

test("the first Tab leads past everything to the box", async () => {
  const { opened } = here;
  await opened.page.keyboard.press("Tab");
  await opened.page.keyboard.press("Enter");
  await eventually(() => opened.page.evaluate(() => document.activeElement?.id), "write");
});

test("a whole exchange needs no mouse, and the keyboard never gets lost", async () => {
  const { opened } = here;
  const focused = () => opened.page.evaluate(() => document.activeElement?.textContent ?? "");
  await opened.box.focus();
  await opened.page.keyboard.type("What is my balance?");
  await opened.page.keyboard.press("Enter");
  await opened.log.getByRole("button", { name: "Savings" }).waitFor();
  while ((await focused()) !== "Savings") await opened.page.keyboard.press("Shift+Tab");
  await opened.page.keyboard.press("Enter");
  await opened.log.getByText("Your balance is €12.50.").waitFor();
  await eventually(() => focused(), "Savings");
});

test("on a narrow screen Inspect takes the keyboard along", async () => {
  const { opened } = here;
  await opened.page.setViewportSize({ width: 380, height: 780 });
  await opened.say("hello");
  await opened.log.getByRole("button", { name: "Inspect" }).press("Enter");
  await opened.stage("Callback").getByText("replied").waitFor();
  await eventually(() => opened.page.evaluate(() => document.activeElement?.textContent), "Delivery");
});

test("whatever has the keyboard's focus can be seen to have it", async () => {
  const { opened } = here;
  await opened.say("What is my balance?");
  await opened.log.getByRole("button", { name: "Savings" }).waitFor();
  const unseen = [];
  for (let n = 0; n < 60; n++) {
    await opened.page.keyboard.press("Tab");
    const bare = await opened.page.evaluate(() => {
      const at = document.activeElement;
      if (at === null || at === document.body) return undefined;
      const seen = [at, at.nextElementSibling].some((one) => one && getComputedStyle(one).outlineStyle !== "none");
      return seen ? undefined : at.outerHTML.slice(0, 120);
    });
    if (bare !== undefined) unseen.push(bare);
  }
  assert.deepEqual(unseen, []);
});

test("who wants no motion gets none", async () => {
  const { opened } = here;
  await opened.page.emulateMedia({ reducedMotion: "reduce" });
  await opened.say("hang");
  await opened.log.locator(".pulse").waitFor();
  const running = await opened.page.evaluate(() => document.getAnimations().length);
  assert.equal(running, 0);
});
