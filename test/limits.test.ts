import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as limits from "../mappers/shapes/limits.ts";

/** The figures of the AWS service models (botocore 1.43.107), by shape: the same under every operation that we use. */
const FIGURES = {
  chime: {
    CallbackIdType: { min: 32, max: 64 },
    ChimeArn: {
      min: 5,
      max: 1600,
      pattern: "arn:[a-z0-9-\\.]{1,63}:[a-z0-9-\\.]{0,63}:[a-z0-9-\\.]{0,63}:[a-z0-9-\\.]{0,63}:[^/].{0,1023}",
    },
    MessageId: { min: 1, max: 128, pattern: "[-_a-zA-Z0-9]*" },
    SubChannelId: { min: 1, max: 128, pattern: "[-_a-zA-Z0-9]*" },
    Content: { min: 0, max: 4096, pattern: "[\\s\\S]*" },
    NonEmptyContent: { min: 1, pattern: "[\\s\\S]*" },
    ContentType: { min: 0, max: 45, pattern: "[\\s\\S]*" },
    Metadata: { min: 0, max: 1024, pattern: ".*" },
    MessageAttributeName: { min: 1, max: 64, pattern: "[\\s\\S]*" },
    MessageAttributeStringValue: { min: 1, max: 512, pattern: "[\\s\\S]*" },
    PushNotificationTitle: { min: 1, max: 50, pattern: ".*" },
    PushNotificationBody: { min: 1, max: 150, pattern: "[\\s\\S]*" },
  },
  lex: {
    Text: { min: 1, max: 1024 },
    SessionId: { min: 2, max: 100, pattern: "[0-9a-zA-Z._:-]+" },
    Messages: { max: 10 },
    AttachmentTitle: { min: 1, max: 250 },
    AttachmentUrl: { min: 1, max: 250 },
    ButtonsList: { min: 0, max: 5 },
    ButtonText: { min: 1, max: 50 },
    ButtonValue: { min: 1, max: 50 },
  },
} as const;

interface Shape {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}
const FILES = { chime: "chime-sdk-messaging.json", lex: "lexv2-runtime.json" } as const;

/** The figures of the models where they are at hand, else those above. */
function figuresOf(service: keyof typeof FILES): Record<string, Shape> {
  const model = new URL(`../../shared/models/${FILES[service]}`, import.meta.url);
  if (!existsSync(model)) return FIGURES[service];
  const { shapes } = JSON.parse(readFileSync(model, "utf8")) as { shapes: Record<string, Shape> };
  const figures = Object.keys(FIGURES[service]).map((name) => {
    const { min, max, pattern } = shapes[name] ?? {};
    return [
      name,
      Object.fromEntries(Object.entries({ min, max, pattern }).filter(([, figure]) => figure !== undefined)),
    ];
  });
  return Object.fromEntries(figures);
}
const { chime, lex } = { chime: figuresOf("chime"), lex: figuresOf("lex") };

/** Our constants, each with every figure that it stands for. */
const RESTS_ON: Partial<Record<keyof typeof limits, readonly unknown[]>> = {
  CONTENT_TYPE_MAX: [chime["ContentType"]?.max],
  CONTENT_MAX_BYTES: [chime["Content"]?.max],
  METADATA_MAX_BYTES: [chime["Metadata"]?.max],
  ATTRIBUTE_NAME_MAX: [chime["MessageAttributeName"]?.max],
  ATTRIBUTE_VALUE_MAX: [chime["MessageAttributeStringValue"]?.max],
  PUSH_TITLE_MAX: [chime["PushNotificationTitle"]?.max],
  PUSH_BODY_MAX: [chime["PushNotificationBody"]?.max],
  CALLBACK_ID_MIN: [chime["CallbackIdType"]?.min],
  CALLBACK_ID_MAX: [chime["CallbackIdType"]?.max],
  MESSAGE_ID_MAX: [chime["MessageId"]?.max, chime["SubChannelId"]?.max],
  MESSAGE_ID_PATTERN: [chime["MessageId"]?.pattern, chime["SubChannelId"]?.pattern],
  ARN_MIN: [chime["ChimeArn"]?.min],
  ARN_MAX: [chime["ChimeArn"]?.max],
  ARN_PATTERN: [chime["ChimeArn"]?.pattern],
  LEX_TEXT_MAX: [lex["Text"]?.max],
  SESSION_ID_MIN: [lex["SessionId"]?.min],
  SESSION_ID_MAX: [lex["SessionId"]?.max],
  SESSION_ID_PATTERN: [lex["SessionId"]?.pattern],
  LEX_MESSAGES_MAX: [lex["Messages"]?.max],
  LEX_CONTENT_MAX: [lex["Text"]?.max],
  CARD_TEXT_MAX: [lex["AttachmentTitle"]?.max, lex["AttachmentUrl"]?.max],
  CARD_BUTTONS_MAX: [lex["ButtonsList"]?.max],
  BUTTON_TEXT_MAX: [lex["ButtonText"]?.max, lex["ButtonValue"]?.max],
};

/** A pattern of a model binds the whole text, and spells a dot within a class with a backslash. */
const asModel = (limit: unknown) => (limit instanceof RegExp ? limit.source.replace(/^\^|\$$/g, "") : limit);
const normal = (figure: unknown) => (typeof figure === "string" ? figure.replaceAll("-\\.]", "-.]") : figure);

describe("the limits", () => {
  it.each(Object.entries(RESTS_ON))("%s is what the service models say", (name, figures) => {
    const limit = asModel(new Map<string, unknown>(Object.entries(limits)).get(name));
    expect(figures.map(normal)).toEqual(figures.map(() => limit));
  });

  it("have each a figure in the service models, save the one that only the developer guide names", () => {
    const without = Object.keys(limits).filter((name) => !(name in RESTS_ON));
    expect(without).toEqual(["ATTRIBUTES_MAX_BYTES"]);
    expect(limits.ATTRIBUTES_MAX_BYTES).toBe(1024);
  });

  it("are those of the committed figures, and these are those of the service models", () => {
    expect(figuresOf("chime")).toEqual(FIGURES.chime);
    expect(figuresOf("lex")).toEqual(FIGURES.lex);
  });

  it("bind a text from its beginning to its end", () => {
    for (const pattern of [limits.MESSAGE_ID_PATTERN, limits.SESSION_ID_PATTERN, limits.ARN_PATTERN]) {
      expect(pattern.source).toMatch(/^\^.*\$$/);
      expect(pattern.flags).toBe("");
    }
  });
});
