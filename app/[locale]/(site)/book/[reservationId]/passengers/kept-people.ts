import { getRequestContext } from "@/app/_lib/auth/session";
import { storedValues } from "@/app/_lib/profile/person-fields";
import type { KeptPerson } from "@/components/booking/fill-types";
import { getProfile, peopleWithEndingPassport } from "@/server/profile/queries";
import type { BookingView } from "@/server/reservation/queries";

/** Whom the member keeps, for the passengers' form; nobody for a guest; on a trip abroad, with whose passport ends too early. */
export async function keptPeople({ segments }: BookingView): Promise<KeptPerson[]> {
  const ctx = await getRequestContext();
  if (ctx.actor.kind === "GUEST") return [];
  const { self, companions } = await getProfile(ctx);
  const people = self ? [self, ...companions] : companions;
  if (people.length === 0) return [];
  const isAbroad = segments.some(({ international }) => international);
  const lastDay = segments
    .map(({ arrivalDate }) => arrivalDate)
    .sort()
    .at(-1);
  const ending = isAbroad && lastDay ? await peopleWithEndingPassport(ctx, lastDay) : [];
  return people.map((person) => {
    const { phone: _, ...fields } = storedValues(person);
    return {
      id: person.id,
      name: person.koreanName ?? `${person.surname} ${person.givenName}`,
      isSelf: person.relation === "SELF",
      fields,
      passportEnds: ending.includes(person.id),
    };
  });
}
