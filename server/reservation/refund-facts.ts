import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { FareBrand } from "./domain/fare-brand";
import type { PriceLine } from "./domain/pricing";
import { quoteRefund, type RefundCause, type RefundQuote } from "./domain/refund";
import { scopeOf } from "./offer";
import { salePolicies } from "./policies";

type RefundRow = {
  purchasedAt: string;
  now: string;
  lines: PriceLine[];
  segments: {
    brand: FareBrand;
    refundable: boolean;
    departsAt: string;
    originZone: string;
    originCountry: string;
    destinationCountry: string;
  }[];
};

/** What a created reservation's customer gets back now, by the rules under which it was bought. */
export async function refundFor(tx: Tx, reservationId: string, cause: RefundCause): Promise<RefundQuote> {
  const { rows } = await tx.execute<{ facts: RefundRow }>(sql`
    select jsonb_build_object('purchasedAt', r.created_at, 'now', clock_timestamp(),
      'lines', (select jsonb_agg(jsonb_build_object('kind', kind, 'segmentIndex', segment_position,
        'passengerIndex', passenger_position, 'amount', amount) order by id)
        from reservation.price_lines where reservation_id = r.id),
      'segments', (select jsonb_agg(jsonb_build_object('brand', s.brand,
        'refundable', (s.brand_rule->>'refundable')::boolean, 'departsAt', f.departs_at,
        'originZone', f.origin_zone, 'originCountry', f.origin_country,
        'destinationCountry', f.destination_country) order by s.position)
        from reservation.segments s join reservation.flights f on f.id = s.flight_id
        where s.reservation_id = r.id)) as facts
    from reservation.reservations r where r.id = ${reservationId}`);
  const { facts } = rows[0] as { facts: RefundRow };
  const iso = (text: string) => new Date(text).toISOString();
  return quoteRefund({
    cause,
    lines: facts.lines,
    purchasedAt: iso(facts.purchasedAt),
    now: iso(facts.now),
    policies: (await salePolicies()).REFUND,
    // Boarding is not tracked yet: when the airline cancels, flights that have left count as flown; when
    // the customer does, as missed.
    segments: facts.segments.map((s) => ({
      ...s,
      departsAt: iso(s.departsAt),
      scope: scopeOf(s),
      flown: cause === "AIRLINE" && Date.parse(s.departsAt) <= Date.parse(facts.now),
    })),
  });
}
