/** Servers used instead of AWS's own, by service. */
export interface Endpoints {
  readonly lex?: string;
  readonly chime?: string;
  readonly dynamodb?: string;
}
