import { and, eq, ne } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { auditLog } from "@/db/schema/shared";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import type { StaffRole, UserRole } from "@/server/shared/staff-permissions";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { changeRole, startSession } from ".";
import { listStaff, userOfSession } from "./queries";

afterAll(closeDatabase);

type Person = { id: string; email: string; role: UserRole };

async function person(role: UserRole): Promise<Person> {
  const id = uuidv7();
  const email = `${id}@example.com`;
  await database().insert(users).values({ id, email, name: "김민지", role, locale: "ko" });
  return { id, email, role };
}

const as = ({ id, email, role }: Person): RequestContext => ({
  actor: { kind: "STAFF", role: role as StaffRole, id, email, address: "10.0.0.1" },
});
const roleOf = async ({ id }: Person) =>
  (await database().select({ role: users.role }).from(users).where(eq(users.id, id)))[0]?.role;
const changesOf = ({ id }: Person) =>
  database()
    .select({
      actorKind: auditLog.actorKind,
      actorId: auditLog.actorId,
      before: auditLog.before,
      after: auditLog.after,
    })
    .from(auditLog)
    .where(and(eq(auditLog.entityId, id), eq(auditLog.action, "change-role")));

let administrator: Person;
beforeEach(async () => {
  await database().delete(users).where(ne(users.role, "CUSTOMER"));
  administrator = await person("ADMIN");
});

describe("change of a role", () => {
  test("is given by e-mail address, is recorded, and holds in the session that the person has", async () => {
    const minji = await person("CUSTOMER");
    const session = await startSession(minji.id);
    const input = { email: ` ${minji.email.toUpperCase()} `, from: "CUSTOMER", role: "AGENT" } as const;
    expect(await changeRole(as(administrator), input)).toMatchObject({ id: minji.id, role: "AGENT" });
    expect(await userOfSession(session)).toMatchObject({ role: "AGENT" });
    await changeRole(as(administrator), { email: minji.email, from: "AGENT", role: "CUSTOMER" });
    expect(await userOfSession(session)).toMatchObject({ role: "CUSTOMER" });
    const by = { actorKind: "ADMIN", actorId: administrator.id };
    expect(await changesOf(minji)).toEqual([
      { ...by, before: { role: "CUSTOMER" }, after: { role: "AGENT" } },
      { ...by, before: { role: "AGENT" }, after: { role: "CUSTOMER" } },
    ]);
  });

  test("is refused at the field that is wrong", async () => {
    const agent = await person("AGENT");
    const change = (email: string, from: UserRole, role: UserRole) =>
      fieldsOf(changeRole(as(administrator), { email, from, role }));
    expect(await change("", "CUSTOMER", "AGENT")).toEqual({ email: "required" });
    expect(await change("minji", "CUSTOMER", "AGENT")).toEqual({ email: "emailInvalid" });
    expect(await change("nobody@example.com", "CUSTOMER", "AGENT")).toEqual({ email: "noAccount" });
    expect(await change(agent.email, "CUSTOMER", "REVENUE")).toEqual({ email: "alreadyStaff" });
    expect(await change(agent.email, "AUDITOR", "REVENUE")).toBe("CONFLICT");
    expect(await change(agent.email, "AGENT", "PILOT" as UserRole)).toEqual({ role: "invalid" });
    expect(await roleOf(agent)).toBe("AGENT");
    expect(await changesOf(agent)).toEqual([]);
  });

  test("is not for one's own role", async () => {
    await person("ADMIN");
    const own = { email: administrator.email, from: "ADMIN", role: "CUSTOMER" } as const;
    expect(await fieldsOf(changeRole(as(administrator), own))).toEqual({ role: "ownRole" });
    expect(await roleOf(administrator)).toBe("ADMIN");
  });

  test("is refused to an administrator whose role was taken since the request began", async () => {
    const agent = await person("AGENT");
    const former = { ...(await person("CUSTOMER")), role: "ADMIN" as const };
    const input = { email: agent.email, from: "AGENT", role: "ADMIN" } as const;
    expect(await codeOf(changeRole(as(former), input))).toBe("FORBIDDEN");
  });

  test("leaves an administrator when two take each other's role at the same time", async () => {
    for (let round = 0; round < 10; round++) {
      const other = await person("ADMIN");
      const take = (from: Person, email: string) =>
        codeOf(changeRole(as(from), { email, from: "ADMIN", role: "CUSTOMER" }));
      const outcomes = await Promise.all([
        take(administrator, other.email),
        take(other, administrator.email),
      ]);
      expect(outcomes.sort()).toEqual(["FORBIDDEN", "OK"]);
      const left = await database().select({ id: users.id }).from(users).where(eq(users.role, "ADMIN"));
      expect(left).toHaveLength(1);
      administrator = (await roleOf(other)) === "ADMIN" ? other : administrator;
    }
  });
});

test("the list has everybody with a role, by role and name", async () => {
  const [agent, auditor] = [await person("AGENT"), await person("AUDITOR")];
  const { rows, hasNext } = await listStaff(as(administrator), {});
  expect(rows.map(({ id }) => id)).toEqual([agent.id, auditor.id, administrator.id]);
  expect(hasNext).toBe(false);
});
