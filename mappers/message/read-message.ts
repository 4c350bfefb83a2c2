import type { ChannelMessage } from "../shapes/channel-message.ts";
import { isNone, isRecord, isTextOrNone } from "../shapes/json-values.ts";

/** The attribute that names who is mentioned (developer guide, "Using AppInstanceBots"). */
export const MENTIONS_ATTRIBUTE = "CHIME.mentions";

/** Stands for a member or a mention that can't be read. No ARN begins so, and it never goes out. */
export const UNREADABLE = "\u0000unreadable";

type Attributes = NonNullable<ChannelMessage["MessageAttributes"]>;
type Target = NonNullable<ChannelMessage["Target"]>;

/** A message as far as it can be read, and the members that hold something else than Chime gives them. */
export interface ReadMessage {
  /** Absent if its sender or its channel can't be determined: then no bot may answer. */
  readonly message?: ChannelMessage;
  readonly odd: readonly string[];
}

const TEXTS = ["Content", "Type", "Metadata", "ContentType"] as const;

/**
 * Reads a channel message whose three ids are there. A member of another type costs that member, and never lets more people see, wake or
 * hear the bot than if it were right:
 *
 * - `Type` and `ContentType` are read as their JSON, which is neither STANDARD nor text; so is Metadata, which can't be overlooked then.
 * - `Target` and `CHIME.mentions` name `UNREADABLE` in place of an unreadable member.
 * - `Persistence` counts as NON_PERSISTENT. A Content that is no text is none. A SubChannelId that is a number is its digits.
 *
 * Unknown members, and those that the bridge doesn't read, stay as they came.
 */
export function readChannelMessage(raw: Readonly<Record<string, unknown>>): ReadMessage {
  const { Sender, SubChannelId, PushNotification, Persistence, MessageAttributes, Target } = raw;
  const odd: string[] = [];
  const read: Record<string, unknown> = { ...raw };
  for (const name of TEXTS) {
    if (isTextOrNone(raw[name])) continue;
    odd.push(name);
    read[name] = name === "Content" ? undefined : JSON.stringify(raw[name]);
  }
  if (!isTextOrNone(Persistence)) {
    odd.push("Persistence");
    read["Persistence"] = "NON_PERSISTENT";
  }
  if (!isNone(Target)) {
    read["Target"] = readTarget(Target);
    if (!isWholeTarget(Target)) odd.push("Target");
  }
  if (!isNone(MessageAttributes)) {
    read["MessageAttributes"] = readAttributes(MessageAttributes);
    if (!isRecord(MessageAttributes) || !Object.values(MessageAttributes).every(isAttribute)) {
      odd.push("MessageAttributes");
    }
  }
  if (!isNone(PushNotification) && !isPush(PushNotification)) {
    odd.push("PushNotification");
    delete read["PushNotification"];
  }
  if (!isTextOrNone(SubChannelId)) {
    odd.push("SubChannelId");
    if (typeof SubChannelId !== "number") return { odd };
    read["SubChannelId"] = String(SubChannelId);
  }
  if (!isRecord(Sender) || typeof Sender["Arn"] !== "string") return { odd: [...odd, "Sender"] };
  if (!isTextOrNone(Sender["Name"])) {
    odd.push("Sender.Name");
    read["Sender"] = { ...Sender, Name: undefined };
  }
  return { message: read as ChannelMessage, odd };
}

/** Whom a message is targeted at, as far as they can be read. */
export function readTarget(value: unknown): Target {
  if (!Array.isArray(value)) return [{ MemberArn: UNREADABLE }];
  return value.map((one: unknown) => (isMember(one) ? (one as Target[number]) : { MemberArn: UNREADABLE }));
}

/** Whether there is a target of which no member can be read: whom it is for is unknown. */
export function isTargetUnreadable(target: ChannelMessage["Target"]): boolean {
  return Boolean(target?.length && target.every(({ MemberArn }) => MemberArn === UNREADABLE));
}

/** The readable attributes. Unreadable mentions are kept as such. */
export function readAttributes(value: unknown): Attributes {
  if (!isRecord(value)) return { [MENTIONS_ATTRIBUTE]: { StringValues: [UNREADABLE] } };
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, attribute]): [string, Attributes[string]][] => {
      if (isAttribute(attribute)) return [[name, attribute as Attributes[string]]];
      return name === MENTIONS_ATTRIBUTE ? [[name, { StringValues: [UNREADABLE] }]] : [];
    }),
  );
}

function isAttribute(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { StringValues: values } = value;
  return isNone(values) || (Array.isArray(values) && values.every((one) => typeof one === "string"));
}

function isWholeTarget(value: unknown): boolean {
  return Array.isArray(value) && value.every(isMember);
}

function isMember(value: unknown): boolean {
  return isRecord(value) && isTextOrNone(value["MemberArn"]);
}

function isPush(value: unknown): boolean {
  return isRecord(value) && ["Title", "Body", "Type"].every((name) => isTextOrNone(value[name]));
}
