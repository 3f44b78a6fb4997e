import { milesOf } from "./domain/accrual";

export { getMileageAccount, mileageAccountOf } from "./account-view";
export { ledgerOfMember, listLedger, mileageOfReservation } from "./ledger-view";
export { milesHistory } from "./miles-history-view";
export { personalDataOf } from "./personal-data-view";

type Cancelled = Parameters<typeof milesOf>[1];

/**
 * The miles that cancelling these reservations takes back, by the rule of `reverseMiles`.
 *
 * @public It reads no stored data: the answer follows from the given reservations alone.
 */
export function milesTakenBack(reservations: readonly Cancelled[]): number {
  return reservations
    .flatMap((reservation) => milesOf("REVERSAL", reservation))
    .reduce((sum, { miles }) => sum + miles, 0);
}
