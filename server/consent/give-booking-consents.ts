import { customerKindOf, requireCustomer, type TxContext } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import { AppError } from "@/server/shared/errors";
import { knownConsents } from "./consent-facts";
import { requireVersion } from "./documents-view";
import { neededForBooking } from "./needed-rules";
import { requireNoFault } from "./require-consents";
import type { StatedConsent } from "./schemas";
import { type ConsentSubject, writeConsents } from "./write-consents";

/**
 * Writes what a member or guest agrees to before a booking is paid, in the transaction of the payment. What was agreed to for this
 * booking before need not be stated again.
 *
 * @throws AppError UNAUTHENTICATED · NOT_FOUND for a booking of somebody else · CONSENT_REQUIRED with `consents.<document>`:
 *   `consentMissing`, or `consentOutdated` when another version was stated than the one in force. Nothing is written then.
 */
export async function giveBookingConsents(
  ctx: TxContext,
  subject: ConsentSubject & { reservationId: string },
  stated: readonly StatedConsent[],
): Promise<void> {
  const customer = requireCustomer(ctx.actor);
  if (customer.id !== subject.personId) throw new AppError("NOT_FOUND");
  const today = await koreanToday();
  const known = await knownConsents(ctx, subject.personId);
  const needed = neededForBooking(
    known,
    (document) => requireVersion(document, today),
    customerKindOf(customer),
  );
  const before = known.filter((each) => each.given && each.reservationId === subject.reservationId);
  requireNoFault(needed, [...stated, ...before]);
  await writeConsents(
    ctx,
    subject,
    needed.filter((each) => stated.some(({ document }) => document === each.document)),
    true,
  );
}
