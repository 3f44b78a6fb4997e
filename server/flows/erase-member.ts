import { eraseLetters } from "@/server/assurance";
import { eraseNotes } from "@/server/desk";
import { eraseEntries, eventIdsOf } from "@/server/history";
import { eraseAccount } from "@/server/identity";
import type { AccountMail } from "@/server/identity/schemas";
import { eraseMileage } from "@/server/mileage";
import { eraseMessages } from "@/server/notification";
import { hasUnsentMessages } from "@/server/notification/queries";
import { hasOpenPayments } from "@/server/payment/queries";
import { hasClients } from "@/server/platform/queries";
import { erasePeople } from "@/server/profile";
import { eraseTravellers } from "@/server/reservation";
import { type RequestContext, requirePerson, transaction } from "@/server/shared/context";
import { eraseEvents } from "@/server/shared/erase-events";
import { AppError } from "@/server/shared/errors";
import { limitRate } from "@/server/shared/rate-limit";
import { erasePlaces } from "@/server/waiting-room";
import { confirmIdentity, type Proof } from "./confirm-identity";

const TRIES_PER_DAY = 20;

/** Why an account cannot be deleted yet, each with the question that finds it out. */
const obstacles = {
  paymentsOpen: hasOpenPayments,
  messagesOpen: hasUnsentMessages,
  clientsOpen: hasClients,
} as const;

/**
 * Deletes the account of the signed-in member, who proves anew who they are. Everything about the person goes, in one
 * transaction. What the law keeps (contracts, payments, complaints, consents) stays under a pseudonym
 * (docs/decisions/0075-erasure.md). The rows of the audit log stay: they hold no addresses
 * in full, and names only where staff typed one into a reason.
 *
 * @returns the e-mail that says so, to be sent to the address that is no longer stored.
 * @throws AppError UNAUTHENTICATED · FORBIDDEN for staff and programs · RATE_LIMITED · INVALID_INPUT at `password`, or at `account` with
 *   `tripsOpen`, `paymentsOpen`, `messagesOpen` or `clientsOpen` while something is left to be done.
 */
export async function eraseMember(ctx: RequestContext, proof: Proof): Promise<AccountMail> {
  const { id, kind } = requirePerson(ctx);
  if (kind !== "CUSTOMER") throw new AppError("FORBIDDEN");
  await limitRate(`erase-member:${id}`, TRIES_PER_DAY, 86_400);
  await confirmIdentity(ctx, proof);
  return transaction(ctx, async (tx) => {
    const { pseudonym, email, locale, marks: own } = await eraseAccount(tx, id);
    for (const [obstacle, isThere] of Object.entries(obstacles))
      if (await isThere(tx, id)) throw new AppError("INVALID_INPUT", { fieldErrors: { account: obstacle } });
    const eventIds = await eventIdsOf(tx, id);
    const known = [...own, ...(await erasePeople(tx, pseudonym))];
    const travellers = await eraseTravellers(tx, pseudonym, known);
    const { reservationIds, grantIds } = travellers;
    const marks = [...known, ...travellers.marks];
    await eraseEvents(tx, pseudonym, { eventIds, reservationIds, grantIds });
    await eraseEntries(tx, pseudonym);
    await eraseMessages(tx, pseudonym, reservationIds);
    await erasePlaces(tx, pseudonym);
    await eraseNotes(tx, pseudonym, { reservationIds, marks });
    await eraseMileage(tx, pseudonym, marks);
    await eraseLetters(tx, pseudonym, reservationIds);
    return { kind: "ACCOUNT_ERASED", to: email, locale };
  });
}
