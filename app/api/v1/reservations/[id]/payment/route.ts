import { handle } from "@/app/_lib/http/api";
import { beginPayment } from "@/server/flows/begin-payment";

/** Pages of the release before ask here; the next release drops it. */
export { GET } from "@/app/api/pages/reservations/[id]/payment/route";

/** Opens the hosted payment page: 201 with `{ url }`. Asked again, it gives the same page. */
export const POST = (
  request: Request,
  { params }: RouteContext<"/api/v1/reservations/[id]/payment">,
): Promise<Response> => handle(request, async (ctx) => beginPayment(ctx, (await params).id), { status: 201 });
