type ErrorType = "api_error" | "idempotency_error" | "invalid_request_error";

/** An answer that is not a success, in Stripe's shape. */
export class StripeError extends Error {
  constructor(
    readonly status: number,
    readonly type: ErrorType,
    message: string,
    readonly details: { code?: string; param?: string } = {},
    /** Stripe saves an error under the Idempotency-Key only when the endpoint began to run. */
    readonly executed = false,
  ) {
    super(message);
  }

  get body(): object {
    return { error: { type: this.type, message: this.message, ...this.details } };
  }
}

/** The request itself is wrong; nothing ran, and the same key may be used for the corrected request. */
export const invalidRequest = (message: string, code?: string, param?: string): StripeError =>
  new StripeError(400, "invalid_request_error", message, { code, param });

/** The request was understood and refused because of the state of the object. */
export const refused = (message: string, code?: string): StripeError =>
  new StripeError(400, "invalid_request_error", message, { code }, true);

export const noSuch = (object: string, id: string): StripeError =>
  new StripeError(404, "invalid_request_error", `No such ${object}: '${id}'`, { code: "resource_missing" });
