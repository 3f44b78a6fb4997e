import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { userRegistered } from "@/server/identity/events";
import type { Locale } from "@/server/shared/airline";
import { addYears, type LocalDate } from "@/server/shared/time";
import { Chance, DAY, iso } from "./chance";
import { type Journal, uncheckedEvent } from "./journal";
import type { Member } from "./people";
import type { Rows } from "./rows";

/** Writes the accounts that have no password: nobody can sign in to them. */
export function addMembers(rows: Rows, journal: Journal, firstTrips: ReadonlyMap<Member, number>): void {
  for (const [member, heldAt] of firstTrips) {
    if (member.isDemo) continue;
    const { id, email, name, locale } = member;
    const chance = new Chance(`registered ${id}`);
    const at = heldAt - 600_000 - chance.waiting(20 * DAY);
    const role = "CUSTOMER" as const;
    rows.add("identity.users", { id, email, name, role, locale, password_hash: null, created_at: iso(at) });
    const made = uncheckedEvent(userRegistered, { userId: id, email, name, locale, role });
    const data = made.data as Record<string, unknown>;
    journal.record({
      ...{
        id: chance.id(at),
        at,
        name: made.name,
        version: made.version,
        data,
        correlationId: chance.id(at),
      },
    });
    const registered = { action: "register-user", entity: "user", entityId: id, after: { role } };
    journal.audit(at, { kind: "SYSTEM", id: "seed" }, registered, id);
  }
}

/** How the demo accounts travel: the names on their tickets. */
const travellers: Readonly<Record<string, Pick<Member, "surname" | "givenName" | "koreanName" | "gender">>> =
  {
    "minji.kim@example.com": { surname: "KIM", givenName: "MINJI", koreanName: "김민지", gender: "F" },
    "james.park@example.com": { surname: "PARK", givenName: "JAMES", koreanName: null, gender: "M" },
  };

/** The demo customers, by their addresses. They opened their accounts half a year ago. */
export async function readDemoMembers(tx: Tx, today: LocalDate): Promise<Map<string, Member>> {
  const { rows } = await tx.execute<{ id: string; email: string; name: string; locale: Locale }>(
    sql`select id, email, name, locale from identity.users where role = 'CUSTOMER'`,
  );
  const members = rows.flatMap(({ email, ...user }) => {
    const traveller = travellers[email];
    const phone = "+821000001234";
    const person = { birthDate: addYears(today, -34), nationality: "KR", phone, isDemo: true };
    return traveller ? [{ ...user, ...traveller, ...person, email }] : [];
  });
  return new Map(members.map((member) => [member.email, member]));
}

/** The demo accounts are as old as what they did. */
export async function ageAccounts(tx: Tx, firstAt: number): Promise<void> {
  const opened = sql`${iso(firstAt - 30 * DAY)}::timestamptz`;
  await tx.execute(sql`update identity.users set created_at = ${opened} where password_hash is not null`);
  await tx.execute(sql`update shared.outbox o set occurred_at = ${opened}, published_at = ${opened}
    where o.name = 'identity/user.registered' and published_at is null`);
}
