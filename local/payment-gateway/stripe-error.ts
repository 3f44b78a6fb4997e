export type StripeErrorBody = {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  message: string;
  code?: string;
  param?: string;
};

/** An answer that is not a success, in Stripe's shape. */
export class StripeError extends Error {
  constructor(
    readonly status: number,
    readonly body: StripeErrorBody,
    /** Stripe saves an error under the Idempotency-Key only when the endpoint began to run. */
    readonly executed = false,
  ) {
    super(body.message);
  }
}

/** The request itself is wrong; nothing ran, and the same key may be used for the corrected request. */
export function invalidRequest(message: string, code?: string, param?: string): StripeError {
  return new StripeError(400, {
    type: "invalid_request_error",
    message,
    ...(code && { code }),
    ...(param && { param }),
  });
}

/** The request was understood and refused because of the state of the object. */
export function refused(message: string, code?: string, param?: string): StripeError {
  return new StripeError(400, invalidRequest(message, code, param).body, true);
}

export function noSuch(object: string, id: string, param: string): StripeError {
  return new StripeError(404, {
    type: "invalid_request_error",
    code: "resource_missing",
    message: `No such ${object}: '${id}'`,
    param,
  });
}

export function unknownUrl(method: string, path: string): StripeError {
  return new StripeError(404, {
    type: "invalid_request_error",
    message:
      `Unrecognized request URL (${method}: ${path}). ` +
      "This test gateway speaks the part of the API that its README lists.",
  });
}

export function unauthorized(message: string): StripeError {
  return new StripeError(401, { type: "invalid_request_error", message });
}

export function idempotencyMisuse(message: string): StripeError {
  return new StripeError(400, { type: "idempotency_error", message });
}

export function unavailable(message: string): StripeError {
  return new StripeError(503, { type: "api_error", message });
}
