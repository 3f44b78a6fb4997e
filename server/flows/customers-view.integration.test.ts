import { inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { registerUser } from "@/server/identity";
import { customersByIds, getCustomer, listCustomers, membersByEmail } from "@/server/identity/queries";
import { customerView } from "@/server/identity/schemas";
import {
  customersByContactPhone,
  customersByLastBooking,
  lastBookings,
  reservationsOfCustomer,
} from "@/server/reservation/queries";
import { policies } from "@/server/reservation/testing/fixtures";
import { foundReservation } from "@/server/reservation/views/staff-schemas";
import { actorId, type RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";
import { adjustCustomerMiles } from "./adjust-customer-miles";
import { type CustomerSort, customerProfile, findCustomers, type ListedCustomer } from "./customers-view";
import { exportCustomers } from "./export-customers";
import { writeSubjectNote } from "./write-subject-note";

afterAll(closeDatabase);

/** Names of this run only: other tests leave customers behind. */
const family = `Zz${uuidv7().slice(-8)}`;
const people: Record<string, string> = {};

async function member(name: string): Promise<string> {
  const email = `${family}.${name}@example.com`;
  const actor = { kind: "ANONYMOUS" as const, address: email };
  const password = `pass-${uuidv7()}`;
  const { id } = await registerUser({ actor }, { email, name: `${family} ${name}`, password, locale: "ko" });
  return id;
}

const reservation = (customerId: string, daysAgo: number | null, phone: string | null = null) =>
  database().execute(sql`
    insert into reservation.reservations (id, locator, status, customer_id, client_key, idempotency_key, locale,
      contact_email, contact_phone, adults, children, infants, total_amount, payment_deadline,
      price_guaranteed_until, held_at, created_at)
    values (${uuidv7()}, ${uuidv7().slice(-8)}, ${daysAgo === null ? "EXPIRED" : "CREATED"}, ${customerId}, 'test',
      ${uuidv7()}, 'ko', 'contact@example.com', ${phone}, 1, 0, 0, 98000, now(), now(),
      now() - make_interval(days => ${daysAgo ?? 0}),
      case when ${daysAgo}::int is not null then now() - make_interval(days => ${daysAgo ?? 0}) end)`);

const phone = `+8210${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;

beforeAll(async () => {
  await policies();
  // Joined in this order.
  for (const name of ["Chung", "Ahn", "Bae"]) people[name] = await member(name);
  await reservation(people.Chung!, 1);
  await reservation(people.Bae!, 9);
  await reservation(people.Bae!, 5, phone);
  await reservation(people.Ahn!, null);
});

const named = (items: readonly { name: string }[]) => items.map(({ name }) => name.split(" ")[1]);
/** The order that a column has when its head is pressed first on the page. */
const find = (q: string, sort: CustomerSort = "name", descending = sort !== "name") =>
  findCustomers(staff(), { q, sort, descending });

describe("customers are found", () => {
  test.each([
    ["name", ["Ahn", "Bae", "Chung"]],
    ["joined", ["Bae", "Ahn", "Chung"]],
    ["booked", ["Chung", "Bae"]],
  ] as const)("by a part of the name, sorted by %s", async (sort, expected) => {
    const { rows, nextCursor } = await find(family.toLowerCase(), sort);
    expect(named(rows)).toEqual(expected);
    expect(nextCursor).toBeNull();
    expect(named((await find(family, sort, sort === "name")).rows)).toEqual(expected.toReversed());
    for (const { lastBookedAt, ...customer } of rows) expect(customerView.parse(customer)).toEqual(customer);
  });

  test("by the beginning of the address, and by the telephone number of a contact in any spelling", async () => {
    expect(named((await find(`${family}.ba`)).rows)).toEqual(["Bae"]);
    for (const typed of [phone, phone.replace("+82", "0"), phone.replace("+8210", "010-")])
      for (const sort of ["name", "joined", "booked"] as const)
        expect(named((await find(typed, sort)).rows)).toEqual(["Bae"]);
    expect((await find("no such person anywhere")).rows).toEqual([]);
    expect((await find("no such person anywhere", "booked")).rows).toEqual([]);
  });

  test("by a telephone number however it was stored, as reservations are; who sees masks by the whole of it", async () => {
    // The last eight digits are this person's own.
    const digits = `7${String(Math.floor(Math.random() * 1e7)).padStart(7, "0")}`;
    const spellings = [`+8210${digits}`, `010${digits}`, `010-${digits.slice(0, 4)}-${digits.slice(4)}`];
    await reservation(people.Chung!, 3, spellings[0]);
    const typedOnes = [...spellings, `+82 (0)10 ${digits}`, `0082 10 ${digits}`, digits];
    for (const stored of spellings) {
      await database().execute(sql`update reservation.reservations set contact_phone = ${stored}
        where regexp_replace(contact_phone, '\\D', '', 'g') like ${`%${digits}`}`);
      for (const typed of typedOnes)
        expect(await customersByContactPhone(staff(), typed), `${stored} by ${typed}`).toEqual([
          people.Chung,
        ]);
      expect(await customersByContactPhone(staff("AUDITOR"), spellings[2]!)).toEqual([people.Chung]);
      expect(await customersByContactPhone(staff("AUDITOR"), digits)).toEqual([]);
    }
    for (const typed of [`011-${digits}`, `+1 212 ${digits}`, digits.slice(1), "Chung"])
      expect(await customersByContactPhone(staff(), typed), typed).toEqual([]);
  });

  test("who sees masks finds an address by the whole of it, not letter by letter", async () => {
    const typed = async (q: string) =>
      named((await findCustomers(staff("AUDITOR"), { q, sort: "name", descending: false })).rows);
    expect(await typed(`${family}.ba`)).toEqual([]);
    expect(await typed(`${family}.Bae@example.com`)).toEqual(["Bae"]);
    expect(await membersByEmail(staff("AUDITOR"), `${family}.ba`)).toEqual([]);
    expect(await membersByEmail(staff("AUDITOR"), `${family}.Bae@example.com`)).toEqual([people.Bae]);
  });

  test("a percent sign finds no more than it says", async () => {
    expect((await find(`${family.slice(0, 4)}%Ahn`)).rows).toEqual([]);
  });

  test("page by page, in each order, forwards and back, without a gap or a repeat", async () => {
    for (const sort of ["name", "joined", "booked"] as const)
      for (const descending of [true, false]) {
        const all = (await find(family, sort, descending)).rows;
        const page = (cursor: string | null) =>
          findCustomers(staff(), { q: family, sort, descending, cursor }, 1);
        const pages = [await page(null)];
        for (let next = pages[0]!.nextCursor; next; next = pages.at(-1)!.nextCursor)
          pages.push(await page(next));
        expect(pages.flatMap(({ rows }) => rows)).toEqual(all);
        expect((await page(pages[1]!.previousCursor)).rows).toEqual(pages[0]!.rows);
      }
  });

  test("a cursor of another order begins at the start", async () => {
    const { nextCursor } = await listCustomers(staff(), { q: family, sort: "JOINED" }, 1);
    expect(nextCursor).not.toBeNull();
    const mixed = await listCustomers(staff(), { q: family, sort: "NAME", cursor: nextCursor }, 1);
    expect(named(mixed.rows)).toEqual(["Ahn"]);
  });
});

describe("a file of customers", () => {
  const exported = async (ctx: RequestContext, sort: CustomerSort, descending: boolean) => {
    const { batches, isCut } = await exportCustomers(ctx, { q: family, sort, descending, cursor: "x" });
    const all: ListedCustomer[] = [];
    for await (const rows of batches) all.push(...rows);
    return { all, isCut };
  };

  test("has exactly the rows of the list, and is recorded with filter and count before the first", async () => {
    const person = staff();
    for (const [sort, descending, rows] of [
      ["name", false, 3],
      ["booked", true, 2],
    ] as const) {
      const { all, isCut } = await exported(person, sort, descending);
      expect(all).toEqual((await find(family, sort, descending)).rows);
      expect([all.length, isCut]).toEqual([rows, false]);
    }
    const { rows } = await database().execute(sql`
      select action, entity, "after" from shared.audit_log where actor_id = ${actorId(person.actor)} order by id`);
    const recorded = (sort: string, descending: boolean, count: number) => ({
      action: "export",
      entity: "customers",
      after: { rows: count, q: family, sort, descending },
    });
    expect(rows).toEqual([recorded("name", false, 3), recorded("booked", true, 2)]);
  });

  test("has masked addresses for staff who may not read personal data", async () => {
    for (const sort of ["name", "booked"] as const) {
      const { all } = await exported(staff("AUDITOR"), sort, false);
      expect(all.map(({ email }) => email)).toEqual(
        all.map(() => `${family.slice(0, 2).toLowerCase()}***@example.com`),
      );
    }
  });

  test("says that a search by last booking found more than are sorted", async () => {
    const ids = Array.from({ length: 1_000 }, () => uuidv7());
    await database()
      .insert(users)
      .values(
        ids.map((id) => ({
          id,
          email: `${id}@example.com`,
          name: `${family} Many`,
          role: "CUSTOMER" as const,
          locale: "ko" as const,
        })),
      );
    expect((await exported(staff(), "booked", true)).isCut).toBe(true);
    const { all, isCut } = await exported(staff(), "joined", true);
    expect([all.length, new Set(all.map(({ id }) => id)).size, isCut]).toEqual([1_003, 1_003, false]);
    await database().delete(users).where(inArray(users.id, ids));
  });

  test("is not made without end", async () => {
    const person = staff();
    const again = () => codeOf(exportCustomers(person, { q: "nobody", sort: "joined", descending: true }));
    const codes: unknown[] = [];
    for (let n = 0; n < 22; n++) codes.push(await again());
    expect(codes[0]).toBe("OK");
    expect(codes).toContain("RATE_LIMITED");
  });
});

test("a customer's reservations are listed in all statuses, newest first, page by page", async () => {
  const first = await reservationsOfCustomer(staff(), { customerId: people.Bae! }, 1);
  const rest = await reservationsOfCustomer(staff(), { customerId: people.Bae!, cursor: first.nextCursor });
  const items = [...first.rows, ...rest.rows];
  expect(items).toHaveLength(2);
  expect(items[0]!.heldAt > items[1]!.heldAt).toBe(true);
  for (const item of items) expect(foundReservation.parse(item)).toEqual(item);
  const ended = await reservationsOfCustomer(staff(), { customerId: people.Ahn! });
  expect(ended.rows.map(({ status }) => status)).toEqual(["EXPIRED"]);
});

test("a profile has the balance; miles and notes are only for customers and reservations that exist", async () => {
  const adjustment = { key: uuidv7(), memberId: people.Ahn!, miles: 30, reason: "goodwill" };
  await adjustCustomerMiles(staff(), adjustment);
  expect(await customerProfile(staff(), people.Ahn!)).toMatchObject({
    customer: { name: `${family} Ahn`, isStaff: false },
    account: { balanceMiles: 30 },
  });
  const nobody = uuidv7();
  const unknown = { ...adjustment, key: uuidv7(), memberId: nobody };
  expect(await codeOf(adjustCustomerMiles(staff(), unknown))).toBe("NOT_FOUND");
  for (const subjectKind of ["RESERVATION", "CUSTOMER"] as const) {
    const note = { key: uuidv7(), subjectKind, subjectId: nobody, text: "x" };
    expect(await codeOf(writeSubjectNote(staff(), note))).toBe("NOT_FOUND");
  }
});

test("everything about customers is for staff", async () => {
  const id = people.Ahn!;
  for (const [ctx, code] of [
    [anonymous, "UNAUTHENTICATED"],
    [customerOf(id), "FORBIDDEN"],
  ] as const) {
    const reads = [
      exportCustomers(ctx, { q: "", sort: "name", descending: false }),
      findCustomers(ctx, { q: "", sort: "name", descending: false }),
      findCustomers(ctx, { q: phone, sort: "booked", descending: true }),
      listCustomers(ctx, { sort: "NAME" }),
      customersByIds(ctx, [id]),
      getCustomer(ctx, id),
      customerProfile(ctx, id),
      customersByContactPhone(ctx, phone),
      customersByLastBooking(ctx, { among: null }),
      lastBookings(ctx, [id]),
      reservationsOfCustomer(ctx, { customerId: id }),
    ];
    for (const read of reads) expect(await codeOf(read)).toBe(code);
  }
});
