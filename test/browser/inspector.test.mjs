// What the inspector promises, on scripted deliveries.
import { test } from "node:test";
import { eventually } from "./browser.mjs";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const here = onScriptedPage();
const oneLine = (text) => text.replaceAll(/\s+/g, " ").trim();

test("a message that is pending says who can see it, and only the next stage is waited for", async () => {
  const { opened } = here;
  await opened.say("hang");
  await opened.log.getByText("Pending: only you can see it until the callback").waitFor();
  await opened.stage("Verdict").getByText("deciding").waitFor();
  await eventually(() => opened.page.locator('.strip [data-state="waiting"]').count(), 1);
});

test("a message that was denied, or let through, says so and why", async () => {
  const { opened } = here;
  await opened.say("deny this");
  await opened.log.getByText("Denied by the processor: nobody else saw it").waitFor();
  await opened.say("release this");
  await opened.log.getByText("let through: not-invoked").waitFor();
  await opened.stage("Turn request").getByText("Lex was not asked.").waitFor();
  const trace = opened.stage("Verdict").getByRole("list", { name: "Trace of the gate" });
  await eventually(() => trace.locator("li").first().innerText().then(oneLine), "✓ standard message: Type is STANDARD");
  await eventually(
    async () => /^✕ asks a bot: .+ not-invoked$/.test(await trace.locator("li").last().innerText().then(oneLine)),
    true,
  );
});

test("a processor that throws leaves its error and the missing callback to see", async () => {
  const { opened } = here;
  await opened.say("throw");
  await opened.stage("Verdict").getByText("undefined is not a function").waitFor();
  await opened.stage("Callback").getByText("No callback came.").waitFor();
});

test("what another processor returns is shown as JSON", async () => {
  const { opened } = here;
  await opened.say("foreign");
  await opened.stage("Verdict").getByText('"statusCode"').waitFor();
});

test("a redelivery shows both invocations, and the refused callback as how it ends", async () => {
  const { opened } = here;
  await opened.say("twice");
  await opened.stage("Callback").getByText("Refused: 403 ForbiddenException").waitFor();
  await opened.stage("Callback").getByText("This is how a redelivery ends").waitFor();
  await eventually(() => opened.page.locator(".outcome b").textContent(), "replied");
});

test("sizes stand against their limits, with what was lost", async () => {
  const { opened } = here;
  await opened.say("x ".repeat(500));
  await opened.stage("Callback").getByText("1022 of 1024 bytes").waitFor();
  await opened.stage("Reply").getByRole("cell", { name: "240 → gone" }).waitFor();
});

test("an older delivery stays in view until the newest is asked for, or something is said", async () => {
  const { opened } = here;
  await opened.say("first");
  await opened.log.getByText("Hello! You said “first”.").waitFor();
  await opened.say("second");
  await opened.log.getByText("Hello! You said “second”.").waitFor();
  await opened.log.getByRole("button", { name: "Inspect" }).first().click();
  await opened.stage("Event").getByText("first", { exact: true }).waitFor();
  await opened.page.getByRole("button", { name: "Newest" }).click();
  await opened.stage("Event").getByText("second", { exact: true }).waitFor();
});

test("a bot that speaks in its own name shows its lookup, and each part that it sent", async () => {
  const { opened } = here;
  await opened.say("own voice, please");
  await opened.stage("Lookup").getByText("read back: targeted at nobody").first().waitFor();
  await opened.stage("Callback").getByText("Lets the message through unchanged").waitFor();
  await opened.stage("Reply").getByText("It goes out under the bot’s own name.").waitFor();
  await eventually(() => opened.stage("Sent").getByText("application/amz-chime-lex-msgs").count(), 2);
  await opened.stage("Sent").getByText("2 parts").waitFor();
  await eventually(() => opened.log.getByText("own voice, please", { exact: true }).count(), 1);
});
