import type { z } from "zod";
import type { Offers } from "@/server/reservation/views/offer-schemas";
import type { RequestContext } from "@/server/shared/context";
import { int4IdText } from "@/server/shared/fields";
import { parse } from "@/server/shared/parse";
import { connectingFlights } from "./connecting-flights-view";
import { searchFlights } from "./flight-search-view";
import { searchInput } from "./search-schemas";

/** `outbound`: the id of the flight out that was chosen. */
export const searchOffersInput = searchInput.safeExtend({ outbound: int4IdText.optional() });
export type SearchOffersInput = z.input<typeof searchOffersInput>;

/**
 * The flights on sale for both ways of a trip, with prices for the party. Once the flight out is chosen, those of the way
 * back are the ones that `holdSeats` accepts after it; none when it is not on sale.
 *
 * @public What is on sale is public. Seats that a member holds count as free for that member.
 * @throws AppError INVALID_INPUT.
 */
export async function searchOffers({ actor }: RequestContext, input: SearchOffersInput): Promise<Offers> {
  const {
    trip,
    from,
    to,
    depart,
    return: back,
    outbound: chosen,
    ...counts
  } = parse(searchOffersInput, input);
  const isMember = actor.kind === "CUSTOMER" || actor.kind === "STAFF";
  const party = { ...counts, ...(isMember && { customerId: actor.id }) };
  const outbound = await searchFlights({ ...party, from, to, date: depart });
  if (trip === "oneway" || !back) return { outbound, inbound: [] };
  const inbound = await searchFlights({ ...party, from: to, to: from, date: back });
  if (chosen === undefined) return { outbound, inbound };
  const first = outbound.find(({ flightId }) => flightId === chosen);
  return { outbound, inbound: first ? await connectingFlights(first, inbound) : [] };
}
