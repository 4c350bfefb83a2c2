/** One thing that can go wrong: who can mend it, the number of a lex-error message for it, and what to do. */
export interface ErrorEntry {
  readonly fault: "caller" | "user" | "configuration" | "bot" | "lex" | "chime" | "network" | "bridge";
  readonly wire: number;
  readonly what: string;
  readonly fix: string;
}
