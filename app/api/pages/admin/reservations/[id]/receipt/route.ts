import { handle } from "@/app/_lib/http/api";
import { fileResponse } from "@/app/_lib/http/file-response";
import { fileRequest } from "@/app/_lib/lists/file-request";
import { passengerAsked, receiptForStaff } from "@/app/_lib/papers/receipt-download";
import { parse } from "@/server/shared/parse";

/** The e-ticket receipt of any paid reservation as a PDF, for staff. */
export const GET = async (
  request: Request,
  { params }: RouteContext<"/api/pages/admin/reservations/[id]/receipt">,
): Promise<Response> => {
  const { id } = await params;
  return handle(request, async (ctx) => {
    const { raw, locale } = await fileRequest(request);
    const passengerId = parse(passengerAsked, raw.passenger);
    return fileResponse(await receiptForStaff(ctx, { reservationId: id, passengerId, locale }));
  });
};
