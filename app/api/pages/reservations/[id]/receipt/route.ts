import { handle } from "@/app/_lib/http/api";
import { fileResponse } from "@/app/_lib/http/file-response";
import { fileRequest } from "@/app/_lib/lists/file-request";
import { ownReceipt, passengerAsked } from "@/app/_lib/papers/receipt-download";
import { parse } from "@/server/shared/parse";

/** The e-ticket receipt of a paid booking as a PDF, for its member or its traveller. A hold has none. */
export const GET = async (
  request: Request,
  { params }: RouteContext<"/api/pages/reservations/[id]/receipt">,
): Promise<Response> => {
  const { id } = await params;
  return handle(
    request,
    async (ctx) => {
      const { raw, locale } = await fileRequest(request);
      const passengerId = parse(passengerAsked, raw.passenger);
      return fileResponse(await ownReceipt(ctx, { reservationId: id, passengerId, locale }));
    },
    { trip: id },
  );
};
