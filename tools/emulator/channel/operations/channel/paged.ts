import { PAGE_MAX } from "../../requests/requests.ts";

/** A page's size and where it begins, as they come in a query. */
export interface PageAsked {
  readonly "max-results"?: string;
  readonly "next-token"?: string;
}

/** One page of a list, 50 at most; `nextToken` is where the next one begins. */
export function paged<T>(all: readonly T[], asked: PageAsked): { items: T[]; nextToken?: string } {
  const start = Number(asked["next-token"] ?? 0);
  const end = start + Number(asked["max-results"] ?? PAGE_MAX);
  return { items: all.slice(start, end), ...(end < all.length ? { nextToken: String(end) } : {}) };
}
