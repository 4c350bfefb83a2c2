/** One option of the processor with closed values, as a form would show it. */
export interface KnownOption {
  readonly path: string;
  readonly values: readonly string[];
  readonly what: string;
}

/** The options of the processor that runs: what there is, what holds, and how to change it. */
export interface ProcessorOptions {
  readonly known: readonly KnownOption[];
  values(): Readonly<Record<string, string>>;
  /** Applies the changes, all or none, from the next delivery on. Throws a BridgeError with the fix. */
  change(changes: Readonly<Record<string, unknown>>): void;
}
