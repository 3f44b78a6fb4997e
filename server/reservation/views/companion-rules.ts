import type { PassengerType } from "@/server/shared/fare-terms";

/** A passenger of a party on one flight. */
type Member = { reservationId: string; position: number; type: PassengerType };

/**
 * Returns who looks after each infant and child of a flight: infant n sits with adult n of its party, and a child travels
 * with the first adult. Nobody does where the party has no such adult on this flight.
 */
export function companionsOf<M extends Member>(members: readonly M[]): Map<M, M> {
  const companions = new Map<M, M>();
  const parties = new Map<string, M[]>();
  for (const member of members.toSorted((a, b) => a.position - b.position))
    parties.set(member.reservationId, [...(parties.get(member.reservationId) ?? []), member]);
  for (const party of parties.values()) {
    const of = (type: PassengerType) => party.filter((member) => member.type === type);
    const adults = of("ADULT");
    const pair = (member: M, adult: M | undefined) => adult && companions.set(member, adult);
    for (const [n, infant] of of("INFANT").entries()) pair(infant, adults[n]);
    for (const child of of("CHILD")) pair(child, adults[0]);
  }
  return companions;
}
