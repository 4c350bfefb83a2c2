/** A parameter of a fault, as a form would show it. `default` is what stands where none is given. */
export type FaultParameter =
  | {
      readonly name: string;
      readonly kind: "number";
      readonly least: number;
      readonly most: number;
      readonly default: number;
    }
  | { readonly name: string; readonly kind: "choice"; readonly values: readonly string[]; readonly default: string };

export interface KnownFault {
  readonly name: string;
  readonly what: string;
  readonly parameters: readonly FaultParameter[];
}

/** A fault that is in force: its name, how often it will still strike, and each of its parameters. */
export interface ActiveFault {
  readonly id: string;
  readonly name: string;
  /** Without it, until it is taken off. */
  readonly times?: number;
  readonly [parameter: string]: string | number | undefined;
}
