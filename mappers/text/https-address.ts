/**
 * The address of a card's image where a client may load it, else undefined: https, a host without credentials, and no sign that ends
 * an attribute, a style or a line. `javascript:`, `data:` and relative addresses are none.
 */
export function httpsAddress(address: string | null | undefined): string | undefined {
  if (typeof address !== "string") return undefined;
  const isSafe = /^https:\/\/[\p{L}\p{N}.-]+(?::\d{1,5})?(?:[/?#][^\s\p{C}"'`<>\\^{|}]*)?$/iu.test(address);
  return isSafe ? address : undefined;
}
