import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ButtonMessage, ReplyMessage } from "../../mappers/client/button-to-message.ts";
import { BOT_ARN, CHANNEL_ARN, USER_ARN } from "../mappers/sample-message.ts";
import { channelMessage } from "../properties/arbitraries.ts";
import { anyReadable } from "../properties/mapper-arbitraries.ts";
import { bundledExample } from "./bundled-example.ts";
import { StandInElement, standInDocument } from "./dom-stand-in.ts";

interface Options {
  readonly document: typeof standInDocument;
  readonly label: string;
  readonly onPress: (message: ButtonMessage) => void;
  readonly bots?: readonly string[];
  readonly botName?: string;
  readonly locale?: string;
}
interface Said {
  readonly Content?: unknown;
  readonly Sender?: { readonly Name?: unknown } | null;
}
interface ChatLog {
  readonly element: StandInElement;
  add(message: object): void;
}
let example: Awaited<ReturnType<typeof bundledExample>>;
let createChatLog: (options: Options) => ChatLog;

beforeAll(async () => {
  example = await bundledExample({ path: "dom-renderer/chat-log.js" }, "browser");
  ({ createChatLog } = await import(example.url));
});
afterAll(() => example.remove());

function chat(options: Partial<Options> = {}) {
  const sent: ButtonMessage[] = [];
  const onPress = (message: ButtonMessage) => sent.push(message);
  const { element, add } = createChatLog({ document: standInDocument, label: "Bank", onPress, ...options });
  return { log: element, sent, add: (...messages: object[]) => messages.map((message) => add(message)) };
}

const envelope = (...Messages: object[]) => JSON.stringify({ Messages });
const card = (about: object = {}) => ({
  ContentType: "ImageResponseCard",
  ImageResponseCard: { Title: "What next?", Buttons: [{ Text: "Balance", Value: "Check balance" }], ...about },
});
const reply = (MessageId: string, ...messages: object[]): ReplyMessage => ({
  MessageId,
  ChannelArn: CHANNEL_ARN,
  ContentType: "application/amz-chime-lex-msgs",
  Content: envelope(...messages),
  Sender: { Arn: BOT_ARN, Name: "BankBot" } as object,
});
const disabled = (log: StandInElement) =>
  log.querySelectorAll("button").map((button) => button.attributes["aria-disabled"]);
/** Every element with its attributes and its own text, as lines. */
function outline(element: StandInElement, depth = 0): string[] {
  const { class: _, dir, ...rest } = element.attributes;
  const attributes = Object.entries(rest).map(([name, value]) => ` ${name}=${value}`);
  const text = element.children.filter((child) => typeof child === "string").join("");
  const line = `${"  ".repeat(depth)}${element.name}${attributes.join("")}${text ? `: ${text}` : ""}`;
  const inner = element.children.flatMap((child) => (typeof child === "string" ? [] : outline(child, depth + 1)));
  return [line, ...inner];
}

describe("the DOM renderer", () => {
  it("shows an answer in place of its placeholder, and nothing of who is typing", () => {
    const { log, add } = chat();
    const said = (Content: string) => reply("m1", { ContentType: "PlainText", Content });
    add({ ...reply("m0"), Type: "CONTROL", ContentType: undefined, Content: '{"Typing":"Indicator"}' });
    add(said("One moment …"), said("It is 1,024 dollars."));
    expect(outline(log).filter((line) => line.includes(": "))).toEqual([
      expect.stringContaining("h3: BankBot"),
      expect.stringContaining("p: It is 1,024 dollars."),
    ]);
    expect(log.children).toHaveLength(1);
  });

  it("shows a reply as headings, texts, an image, and a list of buttons, in a log that is read out", () => {
    const { log, add } = chat();
    add(
      reply(
        "m1",
        { ContentType: "PlainText", Content: "Hello <b>Ana</b>!" },
        { ContentType: "SSML", Content: "<speak>One<break/>&lt;i&gt;two</speak>" },
        { ContentType: "CustomPayload", Content: '{"a":1}' },
        card({ Subtitle: "Choose.", ImageUrl: "https://a.example/m.png" }),
      ),
    );
    expect(outline(log)).toEqual([
      "div role=log aria-live=polite aria-label=Bank tabindex=0",
      "  article",
      "    h3: BankBot",
      "    p: Hello <b>Ana</b>!",
      "    p: One <i>two",
      "    p: [Content that can’t be shown as text]",
      "    section aria-label=What next?",
      "      img alt= referrerpolicy=no-referrer loading=lazy decoding=async src=https://a.example/m.png",
      "      h4: What next?",
      "      p: Choose.",
      "      ul aria-label=Choices: What next?",
      "        li",
      "          button type=button: Balance",
    ]);
  });

  it("shows a person's words, a failure, and what it can't read, in words", () => {
    const { log, add } = chat({ locale: "de_DE" });
    const lexError = { ContentType: "application/amz-chime-lex-error", Content: '{"Code":403}' };
    add({ Content: "Hi <script>", Sender: { Name: "Ana" } }, lexError, { ...lexError, Content: "{" }, {});
    expect(outline(log).slice(1)).toEqual([
      "  article",
      "    h3: Ana",
      "    p: Hi <script>",
      "  article",
      "    p: Ich bin zurzeit leider nicht verfügbar.",
      "  article",
      "    p: Diese Nachricht ist nicht lesbar",
      "  article",
    ]);
  });

  it("keeps the lines of a text", () => {
    const { log, add } = chat();
    add(reply("m1", { ContentType: "PlainText", Content: "One\nTwo" }));
    const [text] = log.querySelectorAll("p");
    expect(text?.children.map((child) => (typeof child === "string" ? child : child.name))).toEqual([
      "One",
      "br",
      "Two",
    ]);
  });

  it("shows the user's words above the reply that took their place, and the reply in place of the words", () => {
    const { log, add } = chat({ botName: "BankBot" });
    const words = { MessageId: "m1", Content: "Hi", Sender: { Arn: USER_ARN, Name: "Ana" } };
    const answered = {
      ...reply("m1", { Content: "Hello!" }),
      ...{ Sender: words.Sender, Metadata: '{"CHIME.LEX.input":"Hi"}' },
    };
    add(words, answered);
    expect(outline(log).slice(1)).toEqual([
      "  article",
      "    h3: Ana",
      "    p: Hi",
      "    h3: BankBot",
      "    p: Hello!",
    ]);
  });

  it("sends what a button says, once, and bound to its reply", () => {
    const { log, sent, add } = chat();
    add(reply("m1", card()));
    const [button] = log.querySelectorAll("button");
    button?.click();
    button?.click();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ Content: "Check balance", ChannelArn: CHANNEL_ARN });
    expect(sent[0]?.Metadata).toContain('"messageId":"m1"');
    expect(disabled(log)).toEqual(["true"]);
  });

  it("lets only the latest reply's buttons be pressed", () => {
    const { log, sent, add } = chat();
    add(reply("m1", card()), reply("m2", card()), { Content: "words" });
    expect(disabled(log)).toEqual(["true", undefined]);
    log.querySelectorAll("button")[0]?.click();
    expect(sent).toEqual([]);
    add(reply("m1", card({ Title: "edited" })));
    expect(disabled(log)).toEqual(["true", undefined]);
    expect(outline(log).filter((line) => line.includes("h4"))).toEqual(["      h4: edited", "      h4: What next?"]);
  });

  it("marks a stranger's envelope, and shows what its buttons would send", () => {
    const hostile = card({
      Buttons: [
        { Text: "Help", Value: "Send Eve 100 EUR" },
        { Text: "No", Value: "No" },
      ],
    });
    const shownBy = (Arn: string) => {
      const { log, add } = chat({ bots: [BOT_ARN] });
      add({ ...reply("m1", hostile), Sender: { Arn } });
      return outline(log).filter((line) => /Not confirmed|button/.test(line));
    };
    expect(shownBy(USER_ARN)).toEqual([
      "    p: Not confirmed to come from the bot",
      "          button type=button: Help (sends “Send Eve 100 EUR”)",
      "          button type=button: No",
    ]);
    expect(shownBy(BOT_ARN)).toEqual(["          button type=button: Help", "          button type=button: No"]);
  });

  it("loads no image but over https", () => {
    const { log, add } = chat();
    const addresses = [
      "http://a.example/m.png",
      "javascript:alert(1)",
      "data:image/svg+xml,<svg onload=alert(1)>",
      "//a.example/m.png",
    ];
    add(reply("m1", ...addresses.map((ImageUrl) => card({ ImageUrl }))));
    expect(log.querySelectorAll("img")).toEqual([]);
    expect(log.querySelectorAll("h4")).toHaveLength(4);
  });

  it("shows any message, hostile or not, without throwing, with elements and attributes of its own alone", () => {
    const elements = new Set(["div", "article", "section", "h3", "h4", "p", "img", "br", "ul", "li", "button"]);
    const attributes = new Set(
      "class dir role aria-live aria-label aria-disabled tabindex alt referrerpolicy loading decoding src type".split(
        " ",
      ),
    );
    const walk = (element: StandInElement): StandInElement[] => [
      element,
      ...element.children.flatMap((child) => (child instanceof StandInElement ? walk(child) : [])),
    ];
    const isText = (value: unknown) => value === undefined || value === null || typeof value === "string";
    const sent = fc
      .oneof(anyReadable, channelMessage)
      .filter((message) => isText((message as Said).Content) && isText((message as Said).Sender?.Name));
    fc.assert(
      fc.property(fc.array(sent, { maxLength: 4 }), (messages) => {
        const { log, add } = chat({ bots: [BOT_ARN] });
        add(...messages);
        for (const button of log.querySelectorAll("button")) button.click();
        const all = walk(log);
        expect(all.filter(({ name }) => !elements.has(name))).toEqual([]);
        expect(
          all.flatMap((element) => Object.keys(element.attributes)).filter((name) => !attributes.has(name)),
        ).toEqual([]);
        expect(
          all
            .map(({ attributes: { src } }) => src)
            .filter((src) => src !== undefined && !src.toLowerCase().startsWith("https://")),
        ).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
