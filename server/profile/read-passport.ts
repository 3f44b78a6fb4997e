import { and, eq } from "drizzle-orm";
import { people } from "@/db/schema/profile";
import { type RequestContext, requireMember, requirePermission, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import { auditPerson, type PersonRow } from "./person-rows";
import { type Passport, personIdInput } from "./schemas";
import { openPassport } from "./seal-passport";

const READS_PER_HOUR = 60;

/**
 * Returns the passport of the member or of a companion in full. Each reading is recorded in the audit log, before the answer.
 *
 * @throws AppError UNAUTHENTICATED, INVALID_INPUT, RATE_LIMITED; NOT_FOUND when none is kept or no key opens it.
 */
export async function readPassport(ctx: RequestContext, input: { id: string }): Promise<Passport> {
  const { id: ownerId } = requireMember(ctx.actor);
  const { id } = parse(personIdInput, input);
  return readAudited(ctx, ownerId, and(eq(people.id, id), eq(people.ownerId, ownerId)));
}

/**
 * The same for the airline's staff, of a member by the account's id: for the documents of a trip abroad.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, and as `readPassport`.
 */
export async function readPassportOfCustomer(ctx: RequestContext, input: { id: string }): Promise<Passport> {
  const reader = requirePermission(ctx.actor, "passport.read");
  const { id } = parse(personIdInput, input);
  return readAudited(ctx, reader.id, and(eq(people.ownerId, id), eq(people.relation, "SELF")));
}

async function readAudited(
  ctx: RequestContext,
  readerId: string,
  wanted: ReturnType<typeof and>,
): Promise<Passport> {
  await limitRate(`read-passport:${readerId}`, READS_PER_HOUR, 3600);
  return transaction(ctx, async (tx) => {
    const [row]: PersonRow[] = await tx.tx.select().from(people).where(wanted);
    const passport = row?.passport ? openPassport(row.passport, row.id) : null;
    if (!row || !passport) throw new AppError("NOT_FOUND");
    await auditPerson(tx, "read-passport", row);
    return passport;
  });
}
