import { handle } from "@/app/_lib/http/api";
import { completeChangePayment } from "@/server/flows/complete-change-payment";
import { changeIdInput } from "@/server/reservation/schemas";
import { AppError } from "@/server/shared/errors";

/**
 * The state of the payment of a change (`?change=`; `?session=` is the checkout session). The result page asks until it is
 * decided.
 */
export const GET = async (
  request: Request,
  { params }: RouteContext<"/api/pages/reservations/[id]/change-payment">,
): Promise<Response> => {
  const { id } = await params;
  const asked = new URL(request.url).searchParams;
  const sessionId = asked.get("session");
  return handle(
    request,
    async (ctx) => {
      const ids = changeIdInput.safeParse({ reservationId: id, changeId: asked.get("change") });
      if (!ids.success) throw new AppError("NOT_FOUND");
      return completeChangePayment(ctx, { ...ids.data, ...(sessionId && { sessionId }) });
    },
    { trip: id },
  );
};
