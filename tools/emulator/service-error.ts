/**
 * A refusal by an emulated service, as it stands on the wire: the HTTP status, the exception's name (which travels in
 * `x-amzn-errortype`) and the text of the body.
 */
export class ServiceError extends Error {
  readonly status: number;
  /** With its suffix, as the service spells it: `ValidationException`. */
  override readonly name: string;

  constructor(status: number, name: string, message: string) {
    super(message);
    this.status = status;
    this.name = name;
  }
}
