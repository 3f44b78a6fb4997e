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
  (await listAudit(staff(), { filter })).rows.map(({ action }) => action);

test("only staff who may read the audit log see it", async () => {
  for (const ctx of [customer, anonymous]) {
    const code = ctx === customer ? "FORBIDDEN" : "UNAUTHENTICATED";
    await expect(listAudit(ctx, { filter: {} })).rejects.toMatchObject({ code });
    await expect(auditChainState(ctx)).rejects.toMatchObject({ code });
  }
});

test("a row says who, what, before and after, with its reservation and its seal", async () => {
  const { rows } = await listAudit(staff(), { filter: { action: "hold-seats" } });
  expect(rows).toMatchObject([
    {
      actorKind: "CUSTOMER",
      person: { name: "김민지", email: "Minji.Audit@example.com", role: "CUSTOMER" },
      before: { status: "HELD" },
      after: { status: "CREATED" },
      reservation: { id: reservationId, locator: "K7QM2X" },
      seal: { seq: "1" },
    },
  ]);
  expect(rows[0]?.at).toBeInstanceOf(Date);
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

test("who sees masks finds a person by the whole address, not letter by letter", async () => {
  const by = async (person: string) =>
    (await listAudit(staff("AUDITOR"), { filter: { person } })).rows.map(({ action }) => action);
  expect(await by("minji.audit@")).toEqual([]);
  expect(await by("Minji.Audit@example.com")).toEqual(["hold-seats"]);
});

test.each([
  { descending: true, numbers: [5, 4, 3, 2, 1] },
  { descending: false, numbers: [1, 2, 3, 4, 5] },
])(
  "pages go on after the last row and back again, without a gap: $numbers",
  async ({ descending, numbers }) => {
    const page = (cursor: string | null) => listAudit(staff(), { filter: {}, descending, cursor }, 3);
    const first = await page(null);
    const second = await page(first.nextCursor);
    expect([...first.rows, ...second.rows].map(({ id }) => Number(id))).toEqual(numbers);
    expect(second.nextCursor).toBeNull();
    expect((await page(second.previousCursor)).rows).toEqual(first.rows);
  },
);

test.each([{ from: "2026-02-30" }, { from: "2026-02-02", to: "2026-02-01" }, { entity: "'; drop" }])(
  "refuses %o",
  async (filter) => {
    await expect(listAudit(staff(), { filter })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  },
);

test("a given-up flight is shown with its passenger, masked for who may not read personal data, and without ids", async () => {
  const [segmentId, passengerId] = [uuidv7(), uuidv7()];
  await database().execute(sql`
    insert into reservation.flights (id, designator, origin, destination, origin_zone, destination_zone, origin_country,
      destination_country, departs_at, arrives_at, departure_date, arrival_date, aircraft_type, distance_miles, status,
      version)
    values (77, 'MA102', 'CJU', 'GMP', 'Asia/Seoul', 'Asia/Seoul', 'KR', 'KR', now(), now(), '2026-12-03', '2026-12-03',
      'A', 275, 'ON_SALE', 1)`);
  await database().execute(sql`insert into reservation.segments (id, reservation_id, position, flight_id, brand, cabin, brand_rule)
    values (${segmentId}, ${reservationId}, -1, 77, 'FLEX', 'ECONOMY', '{}')`);
  await database().execute(sql`insert into reservation.passengers (id, reservation_id, position, type, surname, given_name)
    values (${passengerId}, ${reservationId}, -1, 'ADULT', 'LEE', 'JUNHO')`);
  const action = "give-up-pairs";
  const givenUp = [{ segmentId, passengerId }];
  await transaction(customer, (tx) =>
    audit(tx, {
      action,
      entity: "reservation",
      entityId: reservationId,
      after: { refundAmount: 1, givenUp },
    }),
  );
  const seenBy = async (ctx: RequestContext) => (await listAudit(ctx, { filter: { action } })).rows[0]?.after;
  const flight = "MA102 2026-12-03 CJU → GMP";
  expect(await seenBy(staff())).toEqual({ refundAmount: 1, givenUp: [`LEE/JUNHO · ${flight}`] });
  expect(await seenBy(staff("AUDITOR"))).toEqual({ refundAmount: 1, givenUp: [`LE*** · ${flight}`] });
});
