import { handle } from "@/app/_lib/http/api";
import { beginPayment, completePayment } from "@/app/_lib/payment-flow";

type Context = RouteContext<"/api/v1/reservations/[id]/payment">;

/** What has become of the payment; the result page asks while it is not decided. */
export const GET = (request: Request, { params }: Context): Promise<Response> =>
  handle(request, async (ctx) => {
    const session = new URL(request.url).searchParams.get("session") ?? undefined;
    const { state, declineReason, refund } = await completePayment(ctx, (await params).id, session);
    return { state, declineReason, refund };
  });

/** Opens the hosted payment page: `{ url }`. Asked twice, it is the same page. */
export const POST = (request: Request, { params }: Context): Promise<Response> =>
  handle(request, async (ctx) => beginPayment(ctx, (await params).id), { status: 201 });
