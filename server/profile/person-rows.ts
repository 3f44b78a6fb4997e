import { and, eq } from "drizzle-orm";
import { people } from "@/db/schema/profile";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";

export type PersonRow = typeof people.$inferSelect;

/** Locks a person whom the member keeps. @throws AppError NOT_FOUND, also for a person of another member. */
export async function lockOwnPerson({ tx }: TxContext, ownerId: string, id: string): Promise<PersonRow> {
  const [row] = await tx
    .select()
    .from(people)
    .where(and(eq(people.id, id), eq(people.ownerId, ownerId)))
    .for("update");
  if (!row) throw new AppError("NOT_FOUND");
  return row;
}

/**
 * Records what was done to a person of a profile. The audit log never has the person's data: nothing is deleted from it.
 */
export const auditPerson = (
  ctx: TxContext,
  action: string,
  person: { id: string; ownerId: string; relation: string },
  more: object = {},
): Promise<void> =>
  audit(ctx, {
    action,
    entity: "profile",
    entityId: person.ownerId,
    after: { personId: person.id, relation: person.relation, ...more },
  });

const compared = [
  ...["surname", "givenName", "koreanName", "birthDate", "gender", "nationality", "phone"],
] as (keyof PersonRow)[];

/** The names of the fields that two states of a person differ in. */
export const changedFields = (before: Partial<PersonRow>, after: Partial<PersonRow>): string[] =>
  compared.filter((field) => (before[field] ?? null) !== (after[field] ?? null));
