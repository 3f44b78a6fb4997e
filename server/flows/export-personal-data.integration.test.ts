import fs from "node:fs";
import path from "node:path";
import { eq, is, sql } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { auditLog, rateLimits } from "@/db/schema/shared";
import { registerUser, startSession } from "@/server/identity";
import { registerCompanion, storePassport, writeProfile } from "@/server/profile";
import { PASSPORT_CONSENT } from "@/server/profile/schemas";
import { policies } from "@/server/reservation/testing/fixtures";
import { paidTrip, settleMiles } from "@/server/reservation/testing/flown";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import type { PersonalTable } from "@/server/shared/personal-tables";
import { anonymous, customerOf } from "@/server/shared/testing/actors";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { exportPersonalData, personalTables } from "./export-personal-data";

/** Tables that are not in the file, and why. A new table is exported, or it gets its reason here. */
const NOT_EXPORTED: Readonly<Record<string, string>> = {
  "assurance.audit_checks": "checks of the audit log",
  "assurance.audit_seals": "hashes of the audit log",
  "assurance.dead_letters": "copies of events, whose state is exported; closed after days",
  "assurance.engine_registrations": "the engine",
  "assurance.step_attempts": "ids of events and steps",
  "desk.notes": "notes of the staff for the airline; a request by law is answered by staff",
  "identity.guests":
    "sessions of people who have no account: nobody's in an export, and gone two days after their end",
  "identity.ended_sessions": "ids of sessions, of nobody",
  "notification.channel_policies": "rules",
  "notification.kind_policies": "rules",
  "payment.provider_events": "ids of the provider's notices",
  "platform.client_secrets": "hashes of secrets",
  "platform.signing_keys": "keys",
  "profile.policies": "rules",
  "reservation.airports": "the network",
  "reservation.allotments": "sums between changes and payments, both of which are exported",
  "reservation.cabin_layouts": "aircraft",
  "reservation.fares": "prices",
  "reservation.flights": "the timetable",
  "reservation.hold_keys": "keys of requests",
  "reservation.inventory_units": "places on flights; the segments are exported",
  "reservation.policies": "rules",
  "reservation.refund_quotes": "written by no release any more",
  "schedule.aircraft_types": "aircraft",
  "schedule.airports": "the network",
  "schedule.delay_policies": "rules",
  "schedule.flight_fares": "prices",
  "schedule.flights": "the timetable",
  "schedule.routes": "the network",
  "schedule.season_schedules": "the timetable",
  "shared.audit_log": "who changed what, for the airline; what the member did is in the history",
  "shared.deliveries": "events on their way",
  "shared.forgotten_sagas": "ids of reservations",
  "shared.idempotency_keys": "answers of the last day, made of what is exported",
  "shared.leases": "work of processes",
  "shared.outbox": "events, whose state and history are exported",
  "shared.projection_cursors": "places in the outbox",
  "shared.rate_limits": "counts of the last hours",
  "shared.static_files": "scripts and fonts",
  "waiting_room.counters": "the pace of a sale",
  "waiting_room.sale_events": "openings of a sale",
  "webhooks.attempts": "deliveries to partners",
  "webhooks.deliveries": "deliveries to partners",
  "webhooks.endpoints": "partners",
  "webhooks.secrets": "secrets of partners",
};

beforeAll(policies);
afterAll(closeDatabase);

const PASSWORD = "honest-long-kite-42";

/** Somebody with an account, a profile, a companion and a passport. */
async function member() {
  const email = `${uuidv7()}@example.com`;
  const person = { email, name: "김민지", password: PASSWORD, locale: "ko" as const };
  const { id } = await registerUser({ actor: { kind: "ANONYMOUS", address: uuidv7() } }, person);
  const ctx: RequestContext = { actor: { kind: "CUSTOMER", id, email, address: uuidv7() } };
  const fields = { surname: "KIM", givenName: "MINJI", birthDate: "1990-05-05", gender: "F" as const };
  await writeProfile(ctx, { ...fields, version: null });
  const key = uuidv7();
  await registerCompanion(ctx, { ...fields, givenName: "SORA", key });
  const consent = PASSPORT_CONSENT;
  await storePassport(ctx, { id: key, number: "M12345678", country: "KR", expiresOn: "2035-01-01", consent });
  return { id, email, ctx };
}

async function rowsOf(tables: readonly PersonalTable[]) {
  const found: Record<string, Record<string, unknown>[]> = {};
  for (const { table, rows } of tables) {
    found[table] = [];
    for await (const batch of rows()) found[table].push(...batch);
  }
  return found;
}

/** All tables of db/schema. */
async function allTables(): Promise<string[]> {
  const folder = path.resolve("db/schema");
  const modules = await Promise.all(
    fs.readdirSync(folder).map((file): Promise<object> => import(path.join(folder, file))),
  );
  return modules
    .flatMap((module) => Object.values(module))
    .filter((value): value is PgTable => is(value, PgTable))
    .map((table) => getTableConfig(table))
    .map(({ schema, name }) => `${schema}.${name}`)
    .sort();
}

test("every table is in the file, or named with the reason why not", async () => {
  const ctx = customerOf();
  const exported = personalTables(ctx, (ctx.actor as { id: string }).id).map(({ table }) => table);
  expect(new Set(exported).size).toBe(exported.length);
  expect([...exported, ...Object.keys(NOT_EXPORTED)].sort()).toEqual(await allTables());
});

describe("the file", () => {
  test("has the member's own data with the passport in full, and no secret", async () => {
    const { id, email, ctx } = await member();
    const found = await rowsOf(await exportPersonalData(ctx, { password: PASSWORD, session: null }));
    expect(found["identity.users"]).toMatchObject([{ id, email }]);
    expect(found["profile.people"]?.map(({ given_name }) => given_name).sort()).toEqual(["MINJI", "SORA"]);
    expect(JSON.stringify(found["profile.people"])).toContain('"number":"M12345678"');
    expect(JSON.stringify(found)).not.toMatch(/password_hash|scrypt|session_version|\\\\x/);
  });

  test("has bookings, payments and miles, and nothing of another member", async () => {
    const trip = await paidTrip();
    await settleMiles([trip.reservationId]);
    const { id } = trip.ctx.actor as { id: string };
    const found = await rowsOf(personalTables(trip.ctx, id));
    for (const table of [
      "reservations",
      "segments",
      "passengers",
      "tickets",
      "coupons",
      "charges",
      "changes",
    ])
      expect([table, found[`reservation.${table}`]?.length ?? 0]).toEqual([table, expect.any(Number)]);
    expect(found["reservation.reservations"]).toMatchObject([{ id: trip.reservationId, customer_id: id }]);
    expect(found["reservation.passengers"]?.length).toBeGreaterThan(0);
    expect(found["mileage.ledger"]?.length).toBeGreaterThan(0);
    const other = await member();
    const theirs = await rowsOf(personalTables(other.ctx, other.id));
    expect(JSON.stringify(theirs)).not.toContain(trip.reservationId);
    expect(theirs["reservation.passengers"]).toEqual([]);
  });

  test("is read in batches, without losing or repeating a row", async () => {
    const { id, ctx } = await member();
    await database().execute(sql`
      insert into mileage.adjustments (id, member_id, miles, reason, adjusted_by, adjusted_by_email)
      select gen_random_uuid(), ${id}, 1, 'reason of the staff', gen_random_uuid(), 'staff@example.com'
      from generate_series(1, 1201)`);
    const adjustments = personalTables(ctx, id).filter(({ table }) => table === "mileage.adjustments");
    const sizes: number[] = [];
    for (const { rows } of adjustments) for await (const batch of rows()) sizes.push(batch.length);
    expect(sizes).toEqual([500, 500, 201]);
    const rows = (await rowsOf(adjustments))["mileage.adjustments"] ?? [];
    expect(new Set(rows.map((row) => row.id)).size).toBe(1_201);
    expect(JSON.stringify(rows)).not.toMatch(/reason of the staff|staff@/);
  });
});

describe("who takes it", () => {
  test("enters the password again, and it is recorded", async () => {
    const { id, ctx } = await member();
    const take = (password: string) => exportPersonalData(ctx, { password, session: null });
    expect(await fieldsOf(take(""))).toEqual({ password: "required" });
    expect(await fieldsOf(take("another-password"))).toEqual({ password: "passwordWrong" });
    const exports = () =>
      database()
        .select()
        .from(auditLog)
        .where(sql`${eq(auditLog.entityId, id)} and action = 'export'`);
    expect(await exports()).toEqual([]);
    await take(PASSWORD);
    expect(await exports()).toMatchObject([{ entity: "personal-data", actorId: id }]);
    expect(await codeOf(exportPersonalData(anonymous, { password: PASSWORD, session: null }))).toBe(
      "UNAUTHENTICATED",
    );
  });

  test("signed in within ten minutes when there is no password", async () => {
    const { id, ctx } = await member();
    await database().update(users).set({ passwordHash: null }).where(eq(users.id, id));
    const session = await startSession(id);
    const take = (given: typeof session | null) => exportPersonalData(ctx, { password: "", session: given });
    expect(await codeOf(take(session))).toBe("OK");
    const old = { ...session, expiresAtSeconds: session.expiresAtSeconds - 601 };
    expect(await fieldsOf(take(old))).toEqual({ password: "signInAgain" });
    expect(await fieldsOf(take(null))).toEqual({ password: "signInAgain" });
  });

  test("takes it five times a day", async () => {
    const { id, ctx } = await member();
    const take = () => codeOf(exportPersonalData(ctx, { password: PASSWORD, session: null }));
    for (let n = 0; n < 5; n++) expect(await take()).toBe("OK");
    expect(await take()).toBe("RATE_LIMITED");
    await database()
      .delete(rateLimits)
      .where(eq(rateLimits.key, `export-personal-data:${id}`));
    expect(await take()).toBe("OK");
  });

  test("is the member alone: each context refuses everybody else", async () => {
    const { id } = await member();
    expect(() => personalTables(customerOf(), id)).toThrow("FORBIDDEN");
    expect(() => personalTables(anonymous, id)).toThrow("UNAUTHENTICATED");
  });
});
