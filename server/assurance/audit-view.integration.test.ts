import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { audit } from "@/server/shared/audit";
import { type RequestContext, systemContext, transaction } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, customerOf, staff } from "@/server/shared/testing/actors";
import { sealAuditLog } from ".";
import { auditChainState, listAudit } from "./queries";

const [minji, reservationId, paymentId] = [uuidv7(), uuidv7(), uuidv7()];
const customer = customerOf(minji);

const write = (ctx: RequestContext, action: string, entity: string, entityId: string) =>
  transaction({ ...ctx, correlationId: reservationId }, (tx) =>
    audit(tx, { action, entity, entityId, before: { status: "HELD" }, after: { status: "CREATED" } }),
  );

beforeAll(async () => {
  await database().execute(sql`insert into identity.users (id, email, name, role, locale)
    values (${minji}, 'Minji.Audit@example.com', '김민지', 'CUSTOMER', 'ko')`);
  await database().execute(sql`
    insert into reservation.reservations (id, locator, status, customer_id, client_key, idempotency_key, locale,
      contact_email, adults, children, infants, total_amount, payment_deadline, price_guaranteed_until)
    values (${reservationId}, 'K7QM2X', 'CREATED', ${minji}, 'test', 'key', 'ko', 'a@example.com', 1, 0, 0, 1, now(), now())`);
  await database().execute(sql`
    insert into payment.payments (id, reservation_id, customer_id, locator, locale, attempt, amount, status, due_at)
    values (${paymentId}, ${reservationId}, ${minji}, 'K7QM2X', 'ko', 1, 1, 'PENDING', now())`);
  await write(customer, "hold-seats", "reservation", reservationId);
  await write(systemContext("webhook"), "capture", "payment", paymentId);
  await write(staff(), "cancel-flight", "flight", "12");
  await write(customerOf(), "sign-out", "user", uuidv7());
  await write(anonymous, "register-user", "user", uuidv7());
  await sealAuditLog(systemContext("test"));
});
afterAll(closeDatabase);

const found = async (filter: Record<string, string>) =>
  (await listAudit(staff(), { filter })).items.map(({ action }) => action);

test("only staff who may read the audit log see it", async () => {
  for (const ctx of [customer, anonymous]) {
    const code = ctx === customer ? "FORBIDDEN" : "UNAUTHENTICATED";
    await expect(listAudit(ctx, { filter: {} })).rejects.toMatchObject({ code });
    await expect(auditChainState(ctx)).rejects.toMatchObject({ code });
  }
});

test("a row says who, what, before and after, with its reservation and its seal", async () => {
  const { items } = await listAudit(staff(), { filter: { action: "hold-seats" } });
  expect(items).toMatchObject([
    {
      actorKind: "CUSTOMER",
      person: { name: "김민지", email: "Minji.Audit@example.com", role: "CUSTOMER" },
      before: { status: "HELD" },
      after: { status: "CREATED" },
      reservation: { id: reservationId, locator: "K7QM2X" },
      seal: { seq: "1" },
    },
  ]);
  expect(items[0]?.at).toBeInstanceOf(Date);
});

test("filters by person, object, locator, action and period", async () => {
  expect(await found({})).toEqual(["register-user", "sign-out", "cancel-flight", "capture", "hold-seats"]);
  for (const person of [minji, "minji.audit@", "김민지"])
    expect(await found({ person })).toEqual(["hold-seats"]);
  expect(await found({ person: "webhook" })).toEqual(["capture"]);
  expect(await found({ person: "10.0.0.1" })).toEqual(["register-user"]);
  expect(await found({ target: "k7qm2x" })).toEqual(["capture", "hold-seats"]);
  expect(await found({ target: "12" })).toEqual(["cancel-flight"]);
  expect(await found({ entity: "user" })).toEqual(["register-user", "sign-out"]);
  expect(await found({ to: "2020-01-01" })).toEqual([]);
  expect(await found({ from: "2020-01-01", to: "2090-01-01", action: "capture" })).toEqual(["capture"]);
});

test("pages go on after the last row, without a gap", async () => {
  const first = await listAudit(staff(), { filter: {}, limit: 3 });
  const second = await listAudit(staff(), { filter: {}, limit: 3, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ id }) => Number(id))).toEqual([5, 4, 3, 2, 1]);
  expect(second.nextCursor).toBeNull();
});

test.each([{ from: "2026-02-30" }, { from: "2026-02-02", to: "2026-02-01" }, { entity: "'; drop" }])(
  "refuses %o",
  async (filter) => {
    await expect(listAudit(staff(), { filter })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  },
);
