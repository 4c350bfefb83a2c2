// The list of deliveries, and the address that each has.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./browser.mjs";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const here = onScriptedPage();

async function threeDeliveries() {
  const { opened } = here;
  await opened.say("What is my balance?");
  await opened.log.getByRole("button", { name: "Savings" }).waitFor();
  await opened.say("error, please");
  await opened.log.getByText("The bot could not answer (403)").waitFor();
  await opened.say("deny this");
  await opened.log.getByText("Denied by the processor").waitFor();
  await opened.page.getByRole("link", { name: "All deliveries" }).click();
  return opened.page.getByRole("region", { name: "Deliveries", exact: true });
}

test("without a delivery the list says how there comes to be one", async () => {
  const { opened } = here;
  await opened.page.getByRole("link", { name: "All deliveries" }).click();
  await opened.page.getByText("No delivery yet. Say something in the channel").waitFor();
});

test("deliveries are listed with outcome and latency, and found by words and by outcome", async () => {
  const list = await threeDeliveries();
  const rows = list.getByRole("listitem");
  await eventually(() => rows.count(), 3);
  assert.match(await rows.first().innerText(), /deny this\s+denied\s+Ana · [\d:]+\s+\d/);
  await eventually(() => list.locator(".row-latency i").count(), 3);
  await list.getByLabel("Outcome").selectOption("errored");
  await list.getByRole("status").getByText("1 of 3 deliveries.").waitFor();
  await list.getByLabel("Outcome").selectOption("");
  await list.getByLabel("Search the deliveries").fill("access_denied");
  await eventually(() => rows.allInnerTexts().then((texts) => texts.join().includes("error, please")), true);
  await list.getByLabel("Search the deliveries").fill("nothing holds this");
  await list.getByText("No delivery fits.").waitFor();
  await list.getByRole("button", { name: "Show all" }).click();
  await eventually(() => rows.count(), 3);
});

test("a delivery is opened by keyboard, the filter outlasts the way there and back, and the keyboard goes along", async () => {
  const list = await threeDeliveries();
  const { page, stage } = here.opened;
  await list.getByLabel("Search the deliveries").fill("balance");
  await list.getByRole("link", { name: /balance/ }).press("Enter");
  await stage("Event").getByText("What is my balance?").waitFor();
  await eventually(() => page.evaluate(() => document.activeElement?.textContent), "Delivery");
  await page.goBack();
  await eventually(() => list.getByLabel("Search the deliveries").inputValue(), "balance");
  await eventually(() => page.evaluate(() => /balance/.test(document.activeElement?.textContent)), true);
});

test("every view has its address, and the way back leads through them", async () => {
  const list = await threeDeliveries();
  const { page, stage, panel } = here.opened;
  await list.getByRole("link", { name: /balance/ }).click();
  await stage("Event").getByText("What is my balance?").waitFor();
  const address = page.url();
  assert.match(address, /#\/delivery\/[\w-]+\/[\w-]+$/);
  await panel("Faults");
  await eventually(() => page.url().endsWith("#/faults"), true);
  await page.goBack();
  await stage("Event").getByText("What is my balance?").waitFor();
  assert.equal(page.url(), address);
  await page.reload();
  await stage("Event").getByText("What is my balance?").waitFor();
  await page.goBack();
  await list.getByRole("listitem").first().waitFor();
});

test("the address of a delivery that is not here says so, and leads on", async () => {
  const { opened } = here;
  await opened.page.goto(`${here.emulator.url}#/delivery/of-yesterday/x`);
  await opened.page.getByText("There is no such delivery here: of-yesterday x.").waitFor();
  await opened.say("hello");
  await opened.log.getByText("Hello! You said").waitFor();
  await opened.page.goto(`${here.emulator.url}#/delivery/of-yesterday/x`);
  await opened.page.getByRole("link", { name: "Show the newest" }).click();
  await opened.stage("Event").getByText("hello").waitFor();
});

test("on a narrow screen the way back from a delivery leads to the channel", async () => {
  const { opened } = here;
  await opened.page.setViewportSize({ width: 360, height: 780 });
  await opened.say("hello");
  await opened.log.getByRole("button", { name: "Inspect" }).click();
  await opened.stage("Callback").getByText("replied").waitFor();
  await opened.page.goBack();
  await opened.log.getByText("Hello! You said").waitFor();
});
