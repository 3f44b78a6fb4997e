import { handle } from "@/app/_lib/http/api";
import { completePayment } from "@/server/flows/complete-payment";

/** The state of the payment (`?session=` is the checkout session). The result page asks until it is decided. */
export const GET = (
  request: Request,
  { params }: RouteContext<"/api/pages/reservations/[id]/payment">,
): Promise<Response> =>
  handle(request, async (ctx) => {
    const session = new URL(request.url).searchParams.get("session") ?? undefined;
    const { state, declineReason, refund } = await completePayment(ctx, (await params).id, session);
    return { state, declineReason, refund };
  });
