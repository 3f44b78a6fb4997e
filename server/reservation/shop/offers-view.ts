import type { z } from "zod";
import type { Offers } from "@/server/reservation/views/offer-schemas";
import type { RequestContext } from "@/server/shared/context";
import { int4IdText } from "@/server/shared/fields";
import { parse } from "@/server/shared/parse";
import { availableFlights } from "./availability-view";
import { connectingFlights } from "./connecting-flights-view";
import { searchInput } from "./search-schemas";

/** `outbound`: the id of the flight out that was chosen. */
export const searchOffersInput = searchInput.safeExtend({ outbound: int4IdText.optional() });
export type SearchOffersInput = z.input<typeof searchOffersInput>;

/**
 * The flights on sale for both ways of a trip, with prices for the party. Once the flight out is chosen, those of the way
 * back are the ones that `holdSeats` accepts after it; none when it is not on sale.
 *
 * @public What is on sale is public. Seats that a customer holds count as free for that customer.
 * @throws AppError INVALID_INPUT, WAITING_ROOM.
 */
export async function searchOffers(ctx: RequestContext, input: SearchOffersInput): Promise<Offers> {
  const { actor } = ctx;
  const {
    trip,
    from,
    to,
    depart,
    return: back,
    outbound: chosen,
    ...counts
  } = parse(searchOffersInput, input);
  const mayHold = actor.kind === "GUEST" || actor.kind === "CUSTOMER" || actor.kind === "STAFF";
  const party = { ...counts, ...(mayHold && { customerId: actor.id }) };
  const outbound = await availableFlights({ ...party, from, to, date: depart }, { ctx });
  if (trip === "oneway" || !back) return { outbound, inbound: [] };
  const inbound = await availableFlights({ ...party, from: to, to: from, date: back }, { ctx });
  if (chosen === undefined) return { outbound, inbound };
  const first = outbound.find(({ flightId }) => flightId === chosen);
  return { outbound, inbound: first ? await connectingFlights(first, inbound) : [] };
}
