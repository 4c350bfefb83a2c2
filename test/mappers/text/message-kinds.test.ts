import { MessageContentType } from "@aws-sdk/client-lex-runtime-v2";
import { expect, it } from "vitest";
import { kindOf, MESSAGE_KINDS } from "../../../mappers/text/message-kinds.ts";

it("the table holds every type of message that the SDK's newest types name, and no other", () => {
  expect(Object.keys(MESSAGE_KINDS).sort()).toEqual(Object.values(MessageContentType).sort());
});

it.each([["AnotherType"], ["toString"], [""], [null], [undefined]])(
  "a type that nobody knows, %j, is carried along",
  (type) => {
    expect(kindOf(type)).toBe(MESSAGE_KINDS.CustomPayload);
  },
);
