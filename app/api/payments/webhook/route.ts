import { followUp } from "@/app/_lib/actions/after-commit";
import { NOTICE_BYTES } from "@/app/_lib/edge/body-limits";
import { refusalResponse } from "@/app/_lib/edge/refusal";
import { textWithin } from "@/app/_lib/http/body";
import { takeNotice } from "@/server/flows/take-notice";
import { AppError } from "@/server/shared/errors";
import { log } from "@/server/shared/log";
import { requestFacts } from "@/server/shared/request-facts";

/**
 * The payment provider's webhook. It answers 2xx only after everything is committed; after any other answer the provider
 * sends the notice again. A notice with a foreign signature changes nothing and gets 400.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const signature = request.headers.get("stripe-signature");
    // Nothing of an unsigned request is read.
    if (!signature) throw new AppError("FORBIDDEN");
    await takeNotice(await textWithin(request, NOTICE_BYTES), signature);
    followUp();
    return Response.json({ received: true });
  } catch (error) {
    if (error instanceof AppError && error.code === "FORBIDDEN")
      return Response.json({ error: "signature" }, { status: 400 });
    if (error instanceof AppError && error.code === "TOO_LARGE") return refusalResponse("TOO_LARGE");
    log.error({ ...requestFacts(), err: error }, "a payment notice could not be taken");
    return Response.json({ error: "try again" }, { status: 503, headers: { "Retry-After": "5" } });
  }
}
