import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { ProcessorEvent } from "../../../mappers/shapes/processor-event.ts";
import { TurnResult } from "../../../mappers/shapes/turn.ts";

const message = { MessageId: "m1", ChannelArn: "arn", Sender: { Arn: "arn" } };
const eventWith = (about: object) => ({ CallbackId: "c1", ChannelMessage: { ...message, ...about } });
const full = {
  Content: "Hi",
  Sender: { Arn: "arn", Name: "Ana", Extra: 1 },
  Type: "STANDARD",
  Persistence: "PERSISTENT",
  Metadata: "{}",
  CreatedTimestamp: "2026-11-24T09:30:00.000Z",
  LastEditedTimestamp: 7,
  PushNotification: { Title: "t", Body: "b", Type: "DEFAULT", Extra: 1 },
  ContentType: "text/plain",
  MessageAttributes: { a: { StringValues: ["v"], Extra: 1 } },
  Target: [{ MemberArn: "arn", Extra: 1 }],
  SubChannelId: "sub",
  Extra: { a: [1] },
};

describe("a processor event", () => {
  it.each<[policy: string, event: object]>([
    ["with everything, unknown members included", { ...eventWith(full), EventType: "CHANNEL_MESSAGE_EVENT", Extra: 1 }],
    ["with the least", eventWith({})],
    [
      "with nulls",
      {
        ...eventWith(
          Object.fromEntries(
            Object.keys(full)
              .filter((name) => name !== "Sender")
              .map((name) => [name, null]),
          ),
        ),
        EventType: null,
      },
    ],
    [
      "with nulls further down",
      eventWith({
        Sender: { Arn: "a", Name: null },
        PushNotification: { Title: null, Body: null, Type: null },
        MessageAttributes: { a: { StringValues: null } },
        Target: [{ MemberArn: null }],
      }),
    ],
  ])("loses nothing when it is read: %s", (_policy, event) => {
    expect(z.parse(ProcessorEvent, event)).toStrictEqual(event);
  });

  it.each<[policy: string, event: object]>([
    ["no CallbackId", { ChannelMessage: message }],
    ["no message", { CallbackId: "c1" }],
    ["no sender", eventWith({ Sender: undefined })],
    ["a sender without an ARN", eventWith({ Sender: {} })],
    ["no MessageId", eventWith({ MessageId: undefined })],
    ["no ChannelArn", eventWith({ ChannelArn: undefined })],
    ["a Content that is no text", eventWith({ Content: 7 })],
    ["Metadata that is no text", eventWith({ Metadata: {} })],
    ["attributes that are no texts", eventWith({ MessageAttributes: { a: { StringValues: [7] } } })],
    ["a target that is no list", eventWith({ Target: {} })],
    ["a target whose ARN is no text", eventWith({ Target: [{ MemberArn: 7 }] })],
    ["a push whose title is no text", eventWith({ PushNotification: { Title: 7 } })],
  ])("isn't one with %s", (_policy, event) => {
    expect(z.safeParse(ProcessorEvent, event).success).toBe(false);
  });
});

const result = {
  messages: [
    { contentType: "PlainText", content: "Hi", extra: 1 },
    {
      contentType: "ImageResponseCard",
      content: null,
      imageResponseCard: {
        title: "T",
        subtitle: "S",
        imageUrl: "U",
        buttons: [{ text: "t", value: "v", extra: 1 }],
        extra: 1,
      },
    },
    {
      contentType: "ImageResponseCard",
      imageResponseCard: { title: "T", subtitle: null, imageUrl: null, buttons: null },
    },
  ],
  sessionId: "s1",
  sessionState: {
    dialogAction: { type: "ElicitSlot", slotToElicit: "City", extra: 1 },
    intent: {
      name: "Book",
      state: "InProgress",
      slots: {
        City: null,
        Day: { value: { originalValue: "today", interpretedValue: null, resolvedValues: null, extra: 1 }, extra: 1 },
        Room: { value: null },
      },
      extra: 1,
    },
    sessionAttributes: { a: "b", c: null },
    originatingRequestId: "o1",
    extra: 1,
  },
  interpretations: [{ intent: { name: "Book" } }],
  requestAttributes: { a: "b", c: null },
  extra: 1,
};

describe("a turn result", () => {
  it.each<[policy: string, result: object]>([
    ["with everything, unknown members included", result],
    ["with nothing", {}],
    [
      "with nulls",
      { messages: null, sessionId: null, sessionState: null, interpretations: null, requestAttributes: null },
    ],
    [
      "with nulls further down",
      { sessionState: { dialogAction: null, intent: null, sessionAttributes: null, originatingRequestId: null } },
    ],
    [
      "with nulls in the intent",
      {
        sessionState: {
          dialogAction: { type: null, slotToElicit: null },
          intent: { name: null, state: null, slots: null },
        },
      },
    ],
  ])("loses nothing when it is read: %s", (_policy, one) => {
    expect(z.parse(TurnResult, one)).toStrictEqual(one);
  });

  it.each<[policy: string, result: object]>([
    ["messages that are no list", { messages: {} }],
    ["a message without a type", { messages: [{ content: "Hi" }] }],
    ["a content that is no text", { messages: [{ contentType: "PlainText", content: 7 }] }],
    ["a card without a title", { messages: [{ contentType: "ImageResponseCard", imageResponseCard: {} }] }],
    [
      "a button without a value",
      { messages: [{ contentType: "ImageResponseCard", imageResponseCard: { title: "T", buttons: [{ text: "t" }] } }] },
    ],
    ["an intent's name that is no text", { sessionState: { intent: { name: 7 } } }],
    ["a session state that is a text", { sessionState: "x" }],
    ["a dialog action whose type is no text", { sessionState: { dialogAction: { type: 7 } } }],
    ["a slot that is a text", { sessionState: { intent: { slots: { City: "x" } } } }],
    ["a slot whose value is a text", { sessionState: { intent: { slots: { City: { value: "x" } } } } }],
    [
      "a slot whose words are no text",
      { sessionState: { intent: { slots: { City: { value: { originalValue: 7 } } } } } },
    ],
  ])("isn't one with %s", (_policy, one) => {
    expect(z.safeParse(TurnResult, one).success).toBe(false);
  });
});
