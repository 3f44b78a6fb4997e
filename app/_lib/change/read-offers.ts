import { toWaitingRoom } from "@/app/_lib/http/to-waiting-room";
import type { ChangeChoice, ChangeOffer } from "@/components/change/types";
import { changeOffers } from "@/server/reservation/queries";
import { AppError } from "@/server/shared/errors";
import type { ChangeStep } from "./change-step";

type Offers = {
  offers: ChangeOffer[];
  /** The code of the refusal: there are no offers then. */
  refused: string | null;
};

/** The flights that one of a trip can be exchanged for on the chosen day, by departure. */
export async function readOffers(
  { ctx, booking }: Pick<ChangeStep, "ctx" | "booking">,
  { segmentId, date }: ChangeChoice,
): Promise<Offers> {
  try {
    const offers = await changeOffers(ctx, { reservationId: booking.id, segmentId, date });
    return { offers, refused: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.details.saleEventId) return toWaitingRoom(error, `/trips/${booking.locator}/change`);
    return { offers: [], refused: error.code };
  }
}

/** True when the chosen flight is among the offers and has room for all who change. */
export const isOffered = (offers: readonly ChangeOffer[], { to }: ChangeChoice): boolean =>
  offers.some(
    ({ flight, choices }) =>
      flight.flightId === to?.flightId && choices.some(({ brand, enough }) => brand === to.brand && enough),
  );
