import { isObject, parseJson } from "../../json.ts";

/** How a bot or user is mentioned: the attribute that Chime itself reads, a convention in Metadata, or plain words. */
export const MENTION_WAYS = ["attribute", "metadata", "text"] as const;
export type MentionWay = (typeof MENTION_WAYS)[number];

/** To whom and how a message goes: all of SendChannelMessage but the words. */
export interface Address {
  /** The one member that sees it beside its sender. */
  readonly target: string | undefined;
  readonly mention: string | undefined;
  readonly mentionBy: MentionWay;
  readonly type: "STANDARD" | "CONTROL";
  readonly persistence: "PERSISTENT" | "NON_PERSISTENT";
  readonly contentType: string;
  readonly metadata: string;
  readonly subChannelId: string;
}

export const EVERYONE: Address = {
  target: undefined,
  mention: undefined,
  mentionBy: "attribute",
  type: "STANDARD",
  persistence: "PERSISTENT",
  contentType: "",
  metadata: "",
  subChannelId: "",
};

/** The body of SendChannelMessage, but for its token (API_messaging-chime_SendChannelMessage). */
export interface SendBody {
  readonly Content: string;
  readonly Type: Address["type"];
  readonly Persistence: Address["persistence"];
  readonly ContentType?: string;
  readonly Metadata?: string;
  readonly SubChannelId?: string;
  readonly Target?: readonly { readonly MemberArn: string }[];
  readonly MessageAttributes?: Readonly<Record<string, { readonly StringValues: readonly string[] }>>;
}

export interface MentionWords {
  /** The name that follows the `@`. */
  readonly name: string;
  /** The member of Metadata that lists the mentioned, with dots for members inside. */
  readonly path: string;
}

/** The words and where they go, as a request. Throws a sentence for people where Metadata can't take the mention. */
export function draftToRequest(content: string, address: Address, { name, path }: MentionWords): SendBody {
  const { target, mention, mentionBy, type, persistence, contentType, metadata, subChannelId } = address;
  const byMetadata = mention !== undefined && mentionBy === "metadata";
  const Metadata = byMetadata ? mentionInMetadata(metadata, path, mention) : metadata;
  const inText = mention !== undefined && mentionBy === "text" && !content.includes(`@${name}`);
  return {
    Content: inText ? `@${name} ${content}` : content,
    Type: type,
    Persistence: persistence,
    ...(contentType === "" ? {} : { ContentType: contentType }),
    ...(Metadata === "" ? {} : { Metadata }),
    ...(subChannelId === "" ? {} : { SubChannelId: subChannelId }),
    ...(target === undefined ? {} : { Target: [{ MemberArn: target }] }),
    ...(mention !== undefined && mentionBy === "attribute"
      ? { MessageAttributes: { "CHIME.mentions": { StringValues: [mention] } } }
      : {}),
  };
}

function mentionInMetadata(metadata: string, path: string, arn: string): string {
  const given = metadata.trim() === "" ? {} : parseJson(metadata);
  if (!isObject(given)) throw new Error("Metadata must be a JSON object to hold a mention.");
  return JSON.stringify(added(given, path.split("."), arn));
}

function added(object: Readonly<Record<string, unknown>>, path: readonly string[], arn: string): unknown {
  const [name = "mentions", ...rest] = path;
  const inside = object[name];
  if (rest.length > 0) return { ...object, [name]: added(isObject(inside) ? inside : {}, rest, arn) };
  return { ...object, [name]: [...(Array.isArray(inside) ? inside : []), arn] };
}
