import { asc, eq } from "drizzle-orm";
import { database } from "@/db/client";
import { people } from "@/db/schema/profile";
import { type RequestContext, requireMember } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import type { LocalDate } from "@/server/shared/time";
import { maskNumber, validityOn } from "./passport-rules";
import type { PersonRow } from "./person-rows";
import { mostCompanions, validMonths } from "./profile-policies";
import type { Person, Profile } from "./schemas";
import { openPassport } from "./seal-passport";

const readPeople = (ownerId: string) =>
  database()
    .select()
    .from(people)
    .where(eq(people.ownerId, ownerId))
    .orderBy(asc(people.createdAt), asc(people.id));

/**
 * What the signed-in member keeps: about themselves and about companions. Passports are masked.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function getProfile(ctx: RequestContext): Promise<Profile> {
  const member = requireMember(ctx.actor);
  const [rows, most, months, today] = await Promise.all([
    readPeople(member.id),
    mostCompanions(),
    validMonths(),
    koreanToday(),
  ]);
  const shown = rows.map((row) => viewOf(row, today, months));
  return {
    self: shown.find(({ relation }) => relation === "SELF") ?? null,
    companions: shown.filter(({ relation }) => relation === "COMPANION"),
    mostCompanions: most,
  };
}

/**
 * The ids of the member's people whose passport ends before a trip abroad does, or within the months after it that many
 * countries ask for.
 *
 * @param lastDay the day on which the trip ends.
 * @throws AppError UNAUTHENTICATED.
 */
export async function peopleWithEndingPassport(ctx: RequestContext, lastDay: LocalDate): Promise<string[]> {
  const member = requireMember(ctx.actor);
  const [rows, months] = await Promise.all([readPeople(member.id), validMonths()]);
  return rows
    .filter(({ id, passport: sealed }) => {
      const passport = sealed && openPassport(sealed, id);
      return passport && validityOn(lastDay, passport.expiresOn, months) !== "VALID";
    })
    .map(({ id }) => id);
}

function viewOf(row: PersonRow, today: LocalDate, months: number): Person {
  const { id, relation, surname, givenName, koreanName, birthDate, gender, nationality, phone, version } =
    row;
  const names = { surname, givenName, koreanName };
  return {
    ...{ id, relation, ...names, birthDate, gender, nationality, phone, version },
    passport: passportOf(row, today, months),
  };
}

function passportOf(
  { id, passport: sealed }: PersonRow,
  today: LocalDate,
  months: number,
): Person["passport"] {
  if (!sealed) return null;
  const passport = openPassport(sealed, id);
  if (!passport) return { maskedNumber: "*********", validity: "UNREADABLE" };
  return { maskedNumber: maskNumber(passport), validity: validityOn(today, passport.expiresOn, months) };
}
