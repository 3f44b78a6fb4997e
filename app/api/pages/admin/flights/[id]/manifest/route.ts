import { getTranslations } from "next-intl/server";
import { flightIdOf } from "@/app/_lib/http/address-parts";
import { handle } from "@/app/_lib/http/api";
import { csvResponse } from "@/app/_lib/http/csv-response";
import { fileRequest } from "@/app/_lib/lists/file-request";
import { manifestOrderOf } from "@/app/_lib/lists/manifest-order";
import { brandName } from "@/components/admin/flights/names";
import { exportManifest } from "@/server/reservation";
import { getFlight } from "@/server/schedule/queries";
import { formatPhone } from "@/server/shared/phone";

const columns = [
  ...(["name", "type", "birthDate", "age", "gender", "nationality", "companion", "companionSeat"] as const),
  ...(["seat", "brand", "baggage", "phone", "email", "locator", "ticket"] as const),
];

/** The passenger manifest of a flight as CSV. */
export const GET = (
  request: Request,
  { params }: RouteContext<"/api/pages/admin/flights/[id]/manifest">,
): Promise<Response> =>
  handle(request, async (ctx) => {
    const { raw, locale } = await fileRequest(request);
    const flight = await getFlight(ctx, flightIdOf((await params).id));
    const manifest = await exportManifest(ctx, flight.id, manifestOrderOf(raw));
    const t = await getTranslations({ locale, namespace: "admin.manifest" });
    const types = await getTranslations({ locale, namespace: "admin.passengerTypes" });
    const brands = await getTranslations({ locale, namespace: "admin.brands" });
    const rows = manifest.map((p) => [
      ...[p.name, types(p.type), p.birthDate, p.age, p.gender, p.nationality],
      ...[
        p.companion?.name ?? null,
        p.companion?.seat ?? null,
        p.seat,
        brandName(brands, p.brand),
        p.checkedBaggageKg,
      ],
      ...[p.contactPhone && formatPhone(p.contactPhone), p.contactEmail, p.locator, p.ticketNumber],
    ]);
    const name = `${flight.designator}-${flight.departureDate}`;
    return csvResponse(
      name,
      columns.map((column) => t(column)),
      (async function* () {
        yield rows;
      })(),
    );
  });
