import type { PassengerKind } from "./types";

/** Whether one seat is all that is needed: there is nobody to be seated next to. */
export const travelsAlone = (passengers: readonly { type: PassengerKind }[]): boolean =>
  passengers.filter(({ type }) => type !== "INFANT").length === 1;
