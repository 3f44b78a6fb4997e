import { type SQL, sql } from "drizzle-orm";
import { emailChanges, knownPlaces, users } from "@/db/schema/identity";
import type { Actor } from "@/server/shared/context";
import { personalDataFor } from "@/server/shared/personal-data";

/** True for the user with this address, which is in lower case. The index of the addresses serves it. */
export const hasEmail = (email: string): SQL => sql`lower(${users.email}) = ${email}`;

/**
 * True for the users whom an address that staff typed finds: by its beginning, or by the whole of it for staff to whom
 * addresses are masked. They could find a beginning letter by letter.
 */
export const hasTypedEmail = (actor: Actor, typed: string): SQL =>
  personalDataFor(actor).isFull ? emailBeginsWith(typed) : hasEmail(typed);

/** True for users whose address begins with this text, which is in lower case. */
const emailBeginsWith = (beginning: string): SQL =>
  sql`lower(${users.email}) like ${`${beginning.replaceAll(/[\\%_]/g, "\\$&")}%`}`;

/** True for users who have signed in from this place before. */
export const isKnownPlace = (place: string): SQL<boolean> =>
  sql<boolean>`exists (select from ${knownPlaces} p where p.user_id = ${users}.id and p.place = ${place})`;

/**
 * True for a change that keeps this address, in lower case, for another user than `userId`: the owner of the address may
 * still undo the change, and nobody else can take the address until then.
 */
export const isReservedAddress = (email: string, userId: string | null): SQL => sql`
  ${emailChanges.oldEmail} = ${email} and ${emailChanges.userId} is distinct from ${userId}
  and ${emailChanges.doneAt} is not null and ${emailChanges.endedAt} is null
  and ${emailChanges.stoppableUntil} > clock_timestamp()`;
