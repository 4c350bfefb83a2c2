/** Types that are named whole. What else a sender may write there is told by its kind alone. */
const KNOWN: ReadonlySet<string> = new Set([
  "text/plain",
  "text/markdown",
  "text/html",
  "application/json",
  "application/pdf",
  "image/png",
  "image/jpeg",
  "image/gif",
]);

/** The kinds that IANA has registered (iana.org/assignments/media-types). */
const KIND = /^(?:application|audio|example|font|haptics|image|message|model|multipart|text|video)(?=\/)/;

/**
 * A ContentType as a log may show it: a sender writes it, 45 characters of whatever kind (API_messaging-chime_SendChannelMessage).
 * `image/png` stays, without its parameters; `image/x-secret` is `image/…`, and what has no registered kind is `of another form`.
 */
export function typeToName(contentType: string | null | undefined): string {
  if (!contentType) return "absent";
  const essence = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (KNOWN.has(essence)) return essence;
  const kind = KIND.exec(essence)?.[0];
  return kind ? `${kind}/…` : "of another form";
}
