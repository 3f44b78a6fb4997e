import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { system } from "@/server/reservation/testing/fixtures";
import { customerOf, staff } from "@/server/shared/testing/actors";
import { NOT_MEASURED, offeredReads, READS, type Subject } from "./list-reads";
import { multiply } from "./multiply";
import { largeTables, largeTablesReadWhole, type Statement } from "./plans";
import { recordStatements } from "./record-statements";
import { makeTemplate } from "./testing/large-airline";

/** Reading a table of that many rows from one end to the other costs more than looking some up. */
const LARGE = 1_500;
const CUSTOMERS = 4_000;

let db: pg.Client;
let large: Set<string>;
let subject: Subject;

beforeAll(async () => {
  db = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await db.connect();
  const template = await makeTemplate();
  await multiply(db, { ...template, flights: 120, customers: CUSTOMERS, historyEach: 10 });
  large = await largeTables(db, LARGE);
  // As on a server whose data are in its memory. By the default, meant for disks that turn, these tables are still small.
  await db.query("set random_page_cost = 1.1");
  subject = await someSubject(template.date);
}, 240_000);
afterAll(async () => {
  await db.end();
  await closeDatabase();
});

/** One of the copies, whose flight is still to leave. */
async function someSubject(date: string): Promise<Subject> {
  const { rows } = await db.query(`
    select r.customer_id as "customerId", r.contact_email as email, r.id as "reservationId", r.locator,
      s.id as "segmentId", s.flight_id as "flightId", p.ticket_number as ticket,
      (select m.id from notification.messages m where m.reservation_id = r.id limit 1) as "messageId"
    from reservation.reservations r join reservation.segments s on s.reservation_id = r.id
    join reservation.passengers p on p.reservation_id = r.id join reservation.flights f on f.id = s.flight_id
    where r.status = 'CREATED' and f.departs_at > now() + interval '3 days' and r.contact_email like 'scale-%'
    order by r.id limit 1`);
  const found = rows[0];
  return { ...found, date, staff: staff(), customer: customerOf(found.customerId), system };
}

const wholeReads = async (statements: readonly Statement[]) => {
  const found: string[] = [];
  for (const statement of statements)
    for (const table of await largeTablesReadWhole(db, statement, large))
      found.push(`${table}: ${statement.text.replaceAll(/\s+/g, " ").slice(0, 300)}`);
  return found;
};

test("the tables that grow are large enough to tell", () => {
  expect([...large]).toEqual(
    expect.arrayContaining([
      ...[
        "schedule.flights",
        "reservation.flights",
        "reservation.inventory_units",
        "reservation.reservations",
      ],
      ...["reservation.segments", "reservation.passengers", "reservation.changes", "reservation.tickets"],
      ...["reservation.coupons", "reservation.charges", "reservation.price_lines", "identity.users"],
      ...["payment.payments", "mileage.ledger", "mileage.accounts", "notification.messages"],
      ...["notification.recipients", "history.entries", "shared.audit_log", "assurance.audit_seals"],
    ]),
  );
});

test("every read of a context is measured here, or says why not", () => {
  const known = [...Object.keys(READS), ...Object.keys(NOT_MEASURED)];
  expect(offeredReads().filter((name) => !known.includes(name))).toEqual([]);
});

describe("no read reads a large table whole:", () => {
  test.each(Object.entries(READS))("%s", async (_name, read) => {
    const statements = await recordStatements(async () => read(subject));
    expect(await wholeReads(statements)).toEqual([]);
  });
});

test("a lost index is noticed", async () => {
  const statements = await recordStatements(async () => READS.listHistory?.(subject));
  expect(await wholeReads(statements)).toEqual([]);
  await db.query("begin");
  await db.query("drop index history.entries_customer, history.entries_customer_category");
  expect(await wholeReads(statements)).toEqual([
    expect.stringMatching(/^history\.entries: /),
    expect.anything(),
  ]);
  await db.query("rollback");
});
