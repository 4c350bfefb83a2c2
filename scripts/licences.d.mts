/** A package of which something was bundled. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly folder: string;
}
export function packagesOf(paths: readonly string[]): BundledPackage[];
export function licencesToText(packages: readonly BundledPackage[], what: string): string;
