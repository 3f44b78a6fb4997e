import { and, eq } from "drizzle-orm";
import { passengers, reservations } from "@/db/schema/reservation";
import type { TxContext } from "@/server/shared/context";
import { nameKey } from "@/server/shared/person-name";
import type { TypedPassenger } from "./assign-types";
import { contactKeys } from "./contact-key-rules";
import type { PassengerInput } from "./passenger-schemas";

type Contact = { email: string; phone?: string | null | undefined };

/** Writes the names of a hold's passengers by position, with their types on its flights. */
export async function writePassengers(
  { tx }: TxContext,
  reservationId: string,
  people: readonly PassengerInput[],
  typed: readonly TypedPassenger[],
): Promise<void> {
  for (const [position, person] of people.entries()) {
    const segmentTypes = typed[position]?.segmentTypes ?? null;
    await tx
      .update(passengers)
      .set({ ...person, segmentTypes, surnameKey: nameKey(person.surname) })
      .where(and(eq(passengers.reservationId, reservationId), eq(passengers.position, position)));
  }
  await tx.update(reservations).set({ passengersComplete: true }).where(eq(reservations.id, reservationId));
}

/** Writes the contact of a reservation. */
export async function writeContact(
  { tx }: TxContext,
  reservationId: string,
  { email, phone = null }: Contact,
): Promise<void> {
  await tx
    .update(reservations)
    .set({ contactEmail: email, contactPhone: phone, ...contactKeys({ email, phone }) })
    .where(eq(reservations.id, reservationId));
}
