import { and, eq, gte } from "drizzle-orm";
import { passengers } from "@/db/schema/reservation";
import { correctionProblem, correctionRow, isUnchanged } from "@/server/reservation/domain/name-correction";
import type { NameCorrectionPolicies } from "@/server/reservation/domain/policy-rows";
import { repeatedPositions } from "@/server/reservation/domain/same-person";
import type { ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { refuseFields, refuseTravelConflicts } from "@/server/reservation/passengers/check-travel-conflicts";
import type { CorrectNameInput } from "@/server/reservation/schemas";
import type { TxContext } from "@/server/shared/context";
import { AppError, type FieldErrors } from "@/server/shared/errors";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";
import type { NamedPassenger } from "./correction-facts";

type Correction = Pick<CorrectNameInput, "surname" | "givenName"> & {
  overlapConfirmed: boolean;
  reason?: string | undefined;
};

/** `isLate`: check-in has closed or the passenger has checked in, so that the customer could not correct the name. */
type Terms = { limits: NameCorrectionPolicies; now: string; byStaff: boolean; isLate: boolean };

/**
 * Refuses a correction that the customer may not make alone. Staff who act for the customer may, with a reason.
 *
 * @throws AppError INVALID_INPUT with the field `surname`, `givenName` or `reason`.
 */
export function checkLimits(
  person: NamedPassenger,
  { surname, givenName, reason }: Correction,
  { limits, now, byStaff, isLate }: Terms,
): void {
  const row = correctionRow(limits, toLocal(now, KOREA_ZONE).date);
  const after = { surname, givenName };
  const problem = correctionProblem(person, after, { row, earlier: person.earlier });
  if (problem !== null && (!byStaff || isUnchanged(person, after)))
    refuseFields(atChangedName(person, after, problem));
  if ((problem !== null || isLate) && !reason) refuseFields({ reason: "required" });
}

/** The error at the name that differs; at the surname when both do, or none. */
const atChangedName = (
  before: { surname: string; givenName: string },
  after: { surname: string; givenName: string },
  problem: string,
): FieldErrors => ({ [before.surname === after.surname ? "givenName" : "surname"]: problem });

/**
 * Refuses a name that makes the passenger somebody who is in the trip already, or who has another flight at that time.
 *
 * @throws AppError INVALID_INPUT with the field `surname` or `overlapConfirmed`.
 */
export async function checkIdentity(
  ctx: TxContext,
  facts: ReservationFacts,
  person: NamedPassenger,
  { surname, givenName, overlapConfirmed }: Correction,
): Promise<void> {
  const corrected = { surname, givenName, birthDate: person.birthDate };
  const others = await ctx.tx
    .select({
      id: passengers.id,
      surname: passengers.surname,
      givenName: passengers.givenName,
      birthDate: passengers.birthDate,
    })
    .from(passengers)
    .where(and(eq(passengers.reservationId, facts.id), gte(passengers.position, 0)));
  const party = [...others.filter(({ id }) => id !== person.id), corrected];
  if (repeatedPositions(party).includes(party.length - 1)) refuseFields({ surname: "samePersonTwice" });
  try {
    await refuseTravelConflicts(ctx, facts, { passengers: [corrected], overlapConfirmed });
  } catch (error) {
    throw error instanceof AppError ? atOwnField(error) : error;
  }
}

/** The rule names passengers by their places in a list of one. */
function atOwnField(error: AppError): AppError {
  const fieldErrors = Object.entries(error.details.fieldErrors ?? {}).map(([field, key]) => [
    field.replace(/^passengers\.0\./, ""),
    key,
  ]);
  return new AppError(error.code, { fieldErrors: Object.fromEntries(fieldErrors) });
}
