import type { ChangeableFlight, ChangeChoice, ChangeOffer } from "@/components/change/types";
import type { ChangeStep } from "./change-step";
import { isOffered, readOffers } from "./read-offers";

/** The flight of the trip for which one is being chosen, with what is offered instead. */
export type Leg = {
  flight: ChangeableFlight;
  choice: ChangeChoice;
  offers: ChangeOffer[];
  /** The code of a refusal: there are no offers then. */
  refused: string | null;
  /** Key of the message at the list. */
  error: string | undefined;
  /** No other flight is left to choose. */
  isLast: boolean;
};

/**
 * Returns the flight to choose next: the one that the address asks for, the first without a choice, or the first whose
 * choice is not offered any more. Null when every choice stands.
 */
export async function legToChoose(
  step: ChangeStep,
  asked: Readonly<Record<string, string>>,
): Promise<Leg | null> {
  const { flights, choices } = step;
  const wanted = choices.find(({ segmentId }) => segmentId === asked.leg);
  const open = wanted ?? choices.find(({ to }) => to === null);
  for (const choice of open ? [open] : choices) {
    const flight = flights.find(({ id }) => id === choice.segmentId);
    if (!flight) continue;
    const { offers, refused } = await readOffers(step, choice);
    if (!open && !refused && isOffered(offers, choice)) continue;
    const others = choices.filter((each) => each !== choice);
    return {
      ...{ flight, choice, offers, refused },
      // The form of this list was sent, and nothing was chosen in it.
      error: asked.step === "next" && asked.for === choice.segmentId ? "chooseFlight" : undefined,
      isLast: others.every(({ to }) => to !== null),
    };
  }
  return null;
}
