import { and, eq } from "drizzle-orm";
import { passengers, reservations } from "@/db/schema/reservation";
import { nameKey } from "@/server/reservation/domain/passenger-name";
import type { PassengerInput } from "@/server/reservation/schemas";
import type { TxContext } from "@/server/shared/context";
import type { TypedPassenger } from "./assign-types";
import { contactKeys } from "./contact-key-rules";

type Contact = { email: string; phone?: string | null | undefined };

/** Names the people of a hold, each at its position, with the types that they have on its flights. */
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

/** Stores whom to reach about a reservation. */
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
