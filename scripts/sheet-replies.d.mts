export function sheetReplies(folder?: string): {
  readonly kinds: readonly string[];
  readonly title: string;
  readonly outcome: string;
  readonly own: boolean;
  readonly words: string;
  readonly posts: readonly { readonly ContentType: string; readonly Content: string; readonly private?: true }[];
}[];
