import { followUp } from "@/app/_lib/after-commit";
import { textWithin } from "@/app/_lib/body";
import { takeNotice } from "@/app/_lib/payment-flow";
import { AppError } from "@/server/shared/errors";
import { log } from "@/server/shared/log";

/** Far more than a notice of the provider has. */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * The provider's webhook. 2xx only after all of it is committed: anything else is delivered again. A
 * foreign signature changes nothing and is not asked for twice.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const body = await textWithin(request, MAX_BODY_BYTES);
    await takeNotice(body, request.headers.get("stripe-signature") ?? "");
    followUp();
    return Response.json({ received: true });
  } catch (error) {
    if (error instanceof AppError && error.code === "FORBIDDEN")
      return Response.json({ error: "signature" }, { status: 400 });
    if (error instanceof AppError && error.code === "INVALID_INPUT")
      return Response.json({ error: "too long" }, { status: 413 });
    log.error({ err: error }, "a payment notice could not be taken");
    return Response.json({ error: "try again" }, { status: 503, headers: { "Retry-After": "5" } });
  }
}
