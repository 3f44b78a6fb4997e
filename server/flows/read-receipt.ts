import { mileageOfReservation } from "@/server/mileage/queries";
import type { FlightLedgerEntry } from "@/server/mileage/schemas";
import { paymentsOfReservation, refundsOfReservation } from "@/server/payment/queries";
import {
  type BookingWithOrder,
  getBookingWithOrder,
  getBookingWithOrderForAdmin,
  getBookingWithOrderForSystem,
  refundTerms,
} from "@/server/reservation/queries";
import { KOREA_ZONE } from "@/server/shared/airline";
import { audit } from "@/server/shared/audit";
import { actorId, type RequestContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { flightScope } from "@/server/shared/fare-terms";
import { limitExports } from "@/server/shared/list-export";
import type { Receipt, ReceiptTerms } from "@/server/shared/papers/receipt";
import { limitRate } from "@/server/shared/rate-limit";
import { toLocal } from "@/server/shared/time";
import { composeReceipt } from "./compose-receipt";

/** `passengerId`: the receipt of one passenger; without it that of the party. */
type Wanted = { reservationId: string; passengerId?: string | undefined };

/** The receipts of one person in ten minutes: each keeps a core busy for some tenths of a second. */
const MAX_RECEIPTS = 40;
const WINDOW_SECONDS = 600;

/**
 * Reads what the e-ticket receipt of the actor's own booking says, as it is at this moment.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's, when it is not paid, and for a passenger who is not in
 *   it), CONFLICT, RATE_LIMITED.
 */
export async function readReceipt(ctx: RequestContext, wanted: Wanted): Promise<Receipt> {
  const found = await getBookingWithOrder(ctx, wanted.reservationId);
  await limitRate(`receipt:${actorId(ctx.actor)}`, MAX_RECEIPTS, WINDOW_SECONDS);
  return receiptOf(ctx, found, wanted);
}

/**
 * Reads what the receipt of any booking says, for the airline's staff. The audit log says who took it.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, RATE_LIMITED.
 */
export async function readReceiptForStaff(ctx: RequestContext, wanted: Wanted): Promise<Receipt> {
  const found = await getBookingWithOrderForAdmin(ctx, wanted.reservationId);
  await limitExports(ctx);
  const receipt = await receiptOf(ctx, found, wanted);
  const { id } = found.booking;
  await transaction({ ...ctx, correlationId: id }, (tx) =>
    audit(tx, {
      action: "export",
      entity: "receipt",
      entityId: id,
      after: { passengerId: wanted.passengerId ?? null, version: found.booking.version },
    }),
  );
  return receipt;
}

/**
 * Reads what the receipt of the party says, for the airline's own e-mails. It has no miles: they are the member's alone.
 *
 * @throws AppError FORBIDDEN for everybody but the system, NOT_FOUND, CONFLICT.
 */
export const readReceiptForMail = async (ctx: RequestContext, reservationId: string): Promise<Receipt> =>
  receiptOf(ctx, await getBookingWithOrderForSystem(ctx, reservationId), { reservationId });

async function receiptOf(
  ctx: RequestContext,
  { booking, order }: BookingWithOrder,
  { passengerId }: Wanted,
): Promise<Receipt> {
  const { createdAt } = booking;
  if (createdAt === null) throw new AppError("NOT_FOUND");
  const only = passengerId === undefined ? null : booking.passengers.find(({ id }) => id === passengerId);
  if (only === undefined) throw new AppError("NOT_FOUND");
  const [payments, refunds, ledger, terms] = await Promise.all([
    paymentsOfReservation(ctx, booking.id),
    refundsOfReservation(ctx, booking.id),
    ledgerOf(ctx, booking.id),
    termsOf(booking, createdAt),
  ]);
  return composeReceipt({
    booking: { ...booking, createdAt },
    order,
    payments,
    refunds,
    ledger,
    terms,
    only,
  });
}

/** The miles of a booking are its member's; staff see them too. */
async function ledgerOf(ctx: RequestContext, reservationId: string): Promise<FlightLedgerEntry[] | null> {
  const { kind } = ctx.actor;
  return kind === "CUSTOMER" || kind === "STAFF" ? mileageOfReservation(ctx, reservationId) : null;
}

/** The conditions of each brand and scope on the day of purchase, each once. */
async function termsOf(
  { segments }: Pick<BookingWithOrder["booking"], "segments">,
  boughtAt: string,
): Promise<ReceiptTerms[]> {
  const day = toLocal(boughtAt, KOREA_ZONE).date;
  const found = await refundTerms(segments, day);
  const terms = new Map<string, ReceiptTerms>();
  for (const [index, { rule, international }] of segments.entries()) {
    const scope = flightScope(international);
    const row = found[index];
    const name = { brandKo: rule.nameKo, brandEn: rule.nameEn, refundable: rule.refundable };
    if (row) terms.set(`${scope} ${row.brand}`, { ...row, ...name, scope });
  }
  return [...terms.values()];
}
