import type { PaymentView, RefundView } from "@/server/payment/schemas";
import type { BookingWithOrder } from "@/server/reservation/queries";
import type { Receipt, ReceiptEntry } from "@/server/shared/papers/receipt";

type Order = BookingWithOrder["order"];
type Charge = Order["changes"][number]["charges"][number];

const sumOf = (lines: readonly { amount: number }[]): number =>
  lines.reduce((sum, { amount }) => sum + amount, 0);

/**
 * The changes that were carried out, with their money by kind; without those that moved none. What moved between the bookings of a
 * split is no cost: it is with the payments.
 */
export function entriesOf({ changes }: Order, counts: (charge: Charge) => boolean): ReceiptEntry[] {
  return changes.flatMap(({ kind, status, quotedAt, endedAt, charges }) => {
    if (status !== "DONE") return [];
    const shown = charges.filter((charge) => charge.kind !== "TRANSFER" && counts(charge));
    const kinds = [...new Set(shown.map((charge) => charge.kind))];
    const lines = kinds.flatMap((each) => {
      const of = shown.filter((charge) => charge.kind === each);
      // A fee and its waiver stay two lines: the customer sees what was left out.
      const sides = [of.filter(({ amount }) => amount > 0), of.filter(({ amount }) => amount < 0)];
      return sides.filter((side) => side.length > 0).map((side) => ({ kind: each, amount: sumOf(side) }));
    });
    return lines.length > 0 ? [{ at: endedAt ?? quotedAt, kind, charges: lines }] : [];
  });
}

const referenceOf = (paymentId: string): string => paymentId.slice(-6);

export function paymentsOf(
  { changes }: Order,
  payments: readonly PaymentView[],
): NonNullable<Receipt["payments"]> {
  const capturedAt = new Map(
    payments.map((payment) => [payment.id, payment.capturedAt?.toISOString() ?? null]),
  );
  const paid = changes.flatMap((change) =>
    change.payments.map(({ paymentId, amount }) => ({
      ...{ amount, reference: referenceOf(paymentId), at: capturedAt.get(paymentId) ?? null },
    })),
  );
  const transfers = changes.flatMap(({ status, charges }) =>
    status === "DONE" ? charges.filter(({ kind }) => kind === "TRANSFER") : [],
  );
  const transfer = -sumOf(transfers);
  return [...paid, ...(transfer === 0 ? [] : [{ transfer }])];
}

/** What the changes give back of which payment: completed when the provider has said so. */
export function refundsOf(
  { changes }: Order,
  refunds: readonly RefundView[],
): NonNullable<Receipt["refunds"]> {
  return changes.flatMap(({ id, refunds: shares }) =>
    shares.map(({ paymentId, amount }) => {
      const of = refunds.filter((refund) => refund.paymentId === paymentId && refund.reason !== "REFUSED");
      // Refunds from before the order name no change.
      const ordered =
        of.find(({ changeId }) => changeId === id) ?? of.find(({ changeId }) => changeId === null);
      const completedAt = ordered?.completedAt?.toISOString() ?? null;
      return { amount, reference: referenceOf(paymentId), completedAt };
    }),
  );
}
