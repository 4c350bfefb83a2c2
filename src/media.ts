/** Whether a ContentType is words that a bot can be asked: absent, `text/*`, with or without parameters. */
export function isText(contentType: string | null | undefined): boolean {
  return !contentType || /^\s*text\//i.test(contentType);
}
