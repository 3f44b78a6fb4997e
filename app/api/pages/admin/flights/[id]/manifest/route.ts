import { flightIdOf } from "@/app/_lib/http/address-parts";
import { handle } from "@/app/_lib/http/api";
import { csvOf } from "@/app/_lib/http/csv";
import { passengerManifest } from "@/server/reservation/queries";
import { getFlight } from "@/server/schedule/queries";

const head = ["name", "type", "locator", "ticket", "brand", "seat"];

/** The passenger manifest of a flight as CSV. */
export const GET = (
  request: Request,
  { params }: RouteContext<"/api/pages/admin/flights/[id]/manifest">,
): Promise<Response> =>
  handle(request, async (ctx) => {
    const flight = await getFlight(ctx, flightIdOf((await params).id));
    const manifest = await passengerManifest(ctx, flight.id);
    const rows = manifest.map((p) => [p.name, p.type, p.locator, p.ticketNumber, p.brand, p.seat]);
    return new Response(csvOf([head, ...rows]), {
      headers: {
        "Cache-Control": "no-store",
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${flight.designator}-${flight.departureDate}.csv"`,
        "X-Content-Type-Options": "nosniff",
      },
    });
  });
