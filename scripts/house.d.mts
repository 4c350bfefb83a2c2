export interface House {
  readonly [measure: string]: unknown;
  readonly details: {
    readonly [measure: string]: unknown;
    readonly names: readonly (readonly [name: string, where: readonly string[]])[];
  };
}
/** Names that must exist twice, each with its reason. */
export const TWICE: Readonly<Record<string, string>>;
export function measure(root: string): House;
/** The measures that pass their bounds. */
export function breachesOf(measured: House): string[];
