import { eq } from "drizzle-orm";
import { reservations } from "@/db/schema/reservation";
import { endEveryAccess } from "@/server/reservation/access/end-trip-access";
import { contactRule } from "@/server/reservation/domain/booking-rules";
import { contactChanged, contactReplaced } from "@/server/reservation/events";
import { eventDataOf, type ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { writeContact } from "@/server/reservation/passengers/write-passengers";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { maskEmail, maskPhone } from "@/server/shared/personal-data";
import type { ContactPart } from "./contact-schemas";

type Contact = { email: string; phone: string | null };
type ChangedBy = "CUSTOMER" | "TRAVELLER" | "STAFF";

/**
 * Writes the contact of a locked reservation, with its audit row and its events. The same contact again changes nothing.
 *
 * @returns the parts that changed.
 * @throws AppError CONFLICT when it is not paid or was cancelled; FLIGHT_DEPARTED when its last flight has left.
 */
export async function replaceContact(
  ctx: TxContext,
  facts: ReservationFacts,
  { email, phone = null }: { email: string; phone?: string | null | undefined },
  by: ChangedBy = ctx.actor.kind === "TRAVELLER" ? "TRAVELLER" : "CUSTOMER",
): Promise<{ changed: ContactPart[] }> {
  const rule = contactRule(facts, facts.now);
  if (!rule.allowed) throw new AppError(rule.reason === "NOT_CREATED" ? "CONFLICT" : rule.reason);
  const after = { email, phone };
  const before = { email: facts.contactEmail, phone: await phoneOf(ctx, facts.id) };
  const changed: ContactPart[] = [
    ...(before.email === after.email ? [] : (["EMAIL"] as const)),
    ...(before.phone === after.phone ? [] : (["PHONE"] as const)),
  ];
  if (changed.length === 0) return { changed };
  await writeContact(ctx, facts.id, after);
  if (changed.includes("EMAIL")) await endEveryAccess(ctx, facts.id);
  await audit(ctx, {
    action: "change-contact",
    entity: "reservation",
    entityId: facts.id,
    before: masked(before),
    after: masked(after),
  });
  await record(ctx, facts, { before, after, changed, by });
  return { changed };
}

async function phoneOf({ tx }: TxContext, reservationId: string): Promise<string | null> {
  const [row] = await tx
    .select({ phone: reservations.contactPhone })
    .from(reservations)
    .where(eq(reservations.id, reservationId));
  return row?.phone ?? null;
}

/** Records the change, which is told to the new address; and for the old address that it is no longer used. */
async function record(
  ctx: TxContext,
  facts: ReservationFacts,
  { before, after, changed, by }: { before: Contact; after: Contact; changed: ContactPart[]; by: ChangedBy },
): Promise<void> {
  const { reservationId, locator, customerId, customerKind, locale, segments } = eventDataOf(facts);
  const about = { reservationId, locator, customerId, customerKind, locale, segments, changedAt: facts.now };
  await recordEvents(ctx, [
    event(contactChanged, {
      ...about,
      contactEmail: after.email,
      maskedPhone: after.phone && maskPhone(after.phone),
      changed,
      by,
    }),
    ...(changed.includes("EMAIL")
      ? [
          event(contactReplaced, {
            ...about,
            contactEmail: before.email,
            maskedNewEmail: maskEmail(after.email),
          }),
        ]
      : []),
  ]);
}

/** The audit log shows that a contact changed, and holds no address. */
const masked = ({ email, phone }: Contact) => ({
  email: maskEmail(email),
  phone: phone && maskPhone(phone),
});
