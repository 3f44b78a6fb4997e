import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { registerUser } from "@/server/identity";
import { membersByEmail } from "@/server/identity/queries";
import { cancelReservation, quoteRefundOf } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import { adult, customer, flightOnSale, hold, policies } from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import { actorId } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { keysetPage } from "@/server/shared/keyset";
import { staff } from "@/server/shared/testing/actors";
import { exportReservations } from "./export-reservations";
import { reservationSorts } from "./lookup-schemas";
import { countReservations, findReservations, type ReservationFilter } from "./reservation-search-view";
import { matchingSearch } from "./search-predicates";

const admin = staff();
let flightId: number;

beforeAll(async () => {
  await policies();
  flightId = await flightOnSale({ units: 30 });
});
afterAll(closeDatabase);

type Name = { surname: string; givenName: string; koreanName?: string };

async function booked(name: Name, email = `${uuidv7()}@example.com`, ctx = customer(), phone?: string) {
  const passengers = [{ ...adult(), ...name }];
  const held = await hold(ctx, flightId, { passengers, contact: { email, ...(phone && { phone }) } });
  return held.reservationId;
}

const found = async (q: string, customers: string[] = []) =>
  (await findReservations(admin, { q, customers })).rows.map((row) => row.id);

test("by name: given name, both names in either order, with hyphens or without, and the Korean name", async () => {
  const minji = await booked({ surname: "KIM", givenName: "MINJI", koreanName: "김민지" });
  const other = await booked({ surname: "KIM", givenName: "MINJUN", koreanName: "김민준" });
  const double = await booked({ surname: "NAMGUNG", givenName: "SEO-YEON", koreanName: "남궁 서연" });
  for (const q of ["MINJI", "minji", "MINJI KIM", "KIM MINJI", "Kim/Minji", "김민지", "김 민지"])
    expect(await found(q), q).toEqual([minji]);
  for (const q of ["SEO YEON", "SEOYEON", "SEO-YEON NAMGUNG", "NAM GUNG SEO YEON", "남궁서연"])
    expect(await found(q), q).toEqual([double]);
  for (const q of ["KIM", "KIM MIN", "김민", "김"])
    expect((await found(q)).sort(), q).toEqual([minji, other].sort());
  for (const q of ["민지", "민 지"]) expect(await found(q), q).toEqual([minji]);
  for (const q of ["서연", "궁서연"]) expect(await found(q), q).toEqual([double]);
  for (const q of ["MIN", "MINJI LEE", "%", "-", "MINJ_", "지", "민영", "_지", "%지"])
    expect(await found(q), q).toEqual([]);
});

test("by e-mail: the contact's, also its beginning; the member's own", async () => {
  const name = { surname: "HAN", givenName: "JIWOO" };
  const email = `${uuidv7()}@contact.example`;
  const { id } = await registerUser(
    { actor: { kind: "ANONYMOUS", address: uuidv7() } },
    { email: `member_${uuidv7()}@example.com`, name: "한지우", password: `pass-${uuidv7()}`, locale: "ko" },
  );
  const { rows } = await database().execute<{ email: string }>(
    sql`select email from identity.users where id = ${id}`,
  );
  const own = rows[0]!.email;
  const ctx = customer();
  const reservation = await booked(name, email, { ...ctx, actor: { ...ctx.actor, id } });
  for (const q of [email, email.toUpperCase(), email.slice(0, -8)])
    expect(await found(q), q).toEqual([reservation]);
  expect(await found(own)).toEqual([]);
  expect(await membersByEmail(admin, own.slice(0, -4))).toEqual([id]);
  expect(await membersByEmail(admin, own.replace("_", "%"))).toEqual([]);
  expect(await found(own, await membersByEmail(admin, own))).toEqual([reservation]);
  await expect(membersByEmail(ctx, own)).rejects.toThrow(new AppError("FORBIDDEN"));
});

test("by flight, and by locator", async () => {
  const id = await booked({ surname: "CHOI", givenName: "YUNA" });
  const { rows } = await findReservations(admin, { q: "CHOI" });
  expect(await found(rows[0]!.locator)).toEqual([id]);
  expect(await found(`MA${flightId}`)).toContain(id);
  expect(await found(`MA${flightId} 2001-01-01`)).toEqual([]);
  expect((await findReservations(admin, { flight: flightId })).rows.length).toBeGreaterThan(1);
});

test("by telephone number, however it is written, and by its last eight digits", async () => {
  const phone = "010-7431-2258";
  const id = await booked({ surname: "RYU", givenName: "HANEUL" }, undefined, undefined, phone);
  await booked({ surname: "RYU", givenName: "OTHER" }, undefined, undefined, "010-7431-2259");
  const written = [
    "01074312258",
    phone,
    "+82 10-7431-2258",
    "+82 (0)10 7431 2258",
    "010 7431 2258",
    "74312258",
    "7431-2258",
  ];
  for (const q of written) expect(await found(q), q).toEqual([id]);
  for (const q of ["7431225", "+1 212 7431 2258", "011-7431-2258"]) expect(await found(q), q).toEqual([]);
  // Rows from before numbers were stored in E.164.
  await database().execute(
    sql`update reservation.reservations set contact_phone = ${phone} where id = ${id}`,
  );
  for (const q of written) expect(await found(q), q).toEqual([id]);
});

test("by ticket number: with a dash, with blanks, with its check digit, and without the airline's own digits", async () => {
  const { reservationId } = await paidTrip();
  const { rows } = await database().execute<{ ticket: string }>(
    sql`select number as ticket from reservation.tickets where reservation_id = ${reservationId}`,
  );
  const { ticket } = rows[0]!;
  const serial = ticket.slice(3);
  const dashed = `988-${serial}`;
  const typed = [ticket, dashed, `988 ${serial}`, `${dashed} ${Number(ticket) % 7}`, serial];
  for (const q of typed) expect(await found(q), q).toEqual([reservationId]);
  expect(await found(`987${serial}`)).toEqual([]);
  // A change issues a new ticket. The old number is the one that the customer has on paper.
  const next = `9887${serial.slice(1)}`;
  await database().execute(sql`
    with issued as (
      insert into reservation.tickets (number, reservation_id, passenger_id, change_id)
      select ${next}, reservation_id, passenger_id, change_id from reservation.tickets where number = ${ticket}),
    replaced as (update reservation.tickets set successor = ${next} where number = ${ticket})
    update reservation.passengers set ticket_number = ${next} where ticket_number = ${ticket}`);
  for (const q of [...typed, next]) expect(await found(q), q).toEqual([reservationId]);
});

test("a flight that was given up is in the list no more, and the list says what is left and what it costs", async () => {
  const t = await paidTrip();
  const [outbound] = (await getBooking(t.ctx, t.reservationId)).segments;
  const { rows: before } = await findReservations(admin, { flight: t.back });
  expect(before).toMatchObject([{ bookedAmount: t.amount, totalAmount: t.amount }]);
  const { quoteId } = await quoteRefundOf(t.ctx, {
    reservationId: t.reservationId,
    segments: [outbound!.id],
  });
  await cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId });
  for (const flight of [t.out, t.back]) {
    const expected = flight === t.out ? [] : [t.reservationId];
    for (const filter of [{ flight }, { q: `MA${flight}` }, { designator: `MA${flight}` }])
      expect((await findReservations(admin, filter)).rows.map(({ id }) => id)).toEqual(expected);
  }
  const { rows: after } = await findReservations(admin, { flight: t.back, sort: "departure" });
  expect(after).toMatchObject([{ bookedAmount: t.amount, segments: [{ designator: `MA${t.back}` }] }]);
  expect(after[0]!.totalAmount).toBeLessThan(t.amount);
  expect(after[0]!.totalAmount).toBe((await getBooking(t.ctx, t.reservationId)).totalAmount);
});

test("each kind of search has an index", async () => {
  const plan = (condition: ReturnType<typeof sql>) =>
    database().transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      const { rows } = await tx.execute(sql`explain select from reservation.passengers p where ${condition}`);
      return JSON.stringify(rows);
    });
  const searched = (q: string) =>
    planOf(
      sql`select r.id from reservation.reservations r where ${matchingSearch({ q, customers: [], whole: false })}`,
    );
  expect(await searched("010-1234-5678")).toContain("reservations_phone");
  expect(await searched("9887000000001")).toContain("tickets_pkey");
  expect(await searched("민지")).toContain("passengers_korean_given");
  const given = sql`translate(p.given_name, ' -''', '')`;
  expect(await plan(sql`(p.surname_key || ${given}) like ${"KIMMIN%"}`)).toContain("passengers_full_name");
  expect(await plan(sql`(${given} || p.surname_key) like ${"MINJI%"}`)).toContain("passengers_name_reversed");
  expect(await plan(sql`replace(p.korean_name, ' ', '') like ${"김민지%"}`)).toContain(
    "passengers_korean_name",
  );
});

/** The plan of a statement, in a table that is too small for an index to be worth it otherwise. */
const planOf = (statement: SQL) =>
  database().transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    await tx.execute(sql`set local enable_sort = off`);
    const { rows } = await tx.execute(sql`explain ${statement}`);
    return JSON.stringify(rows);
  });

test.each([
  ["greatest(r.held_at)", "timestamptz", "reservations_by_booking"],
  ["r.total_amount", "bigint", "reservations_by_total"],
  ["r.status", "text", "reservations_by_status"],
])("the order by %s reads an index in both directions", async (column, type, index) => {
  const key = { value: sql.raw(column), type: type as "text" };
  for (const descending of [true, false]) {
    const order = { sort: column, descending, key, id: { value: sql`r.id`, type: "uuid" as const } };
    await keysetPage(order, null, 5, async ({ orderBy, limit }) => {
      const plan = await planOf(
        sql`select r.id from reservation.reservations r order by ${orderBy} limit ${limit}`,
      );
      expect(plan).toContain(index);
      return [];
    });
  }
});

describe("the list", () => {
  /** Reservations on a flight of their own, of one, two and three adults. */
  async function party() {
    const own = await flightOnSale({ units: 12 });
    const ids: string[] = [];
    for (const adults of [2, 1, 3]) ids.push((await hold(customer(), own, { adults })).reservationId);
    return { own, ids };
  }
  const listed = async (input: ReservationFilter) =>
    (await findReservations(admin, input, 100)).rows.map((row) => row.id);

  test("is sorted by booking, total and status, both ways, page by page", async () => {
    const { own, ids } = await party();
    const [two, one, three] = ids;
    expect(await listed({ flight: own })).toEqual([three, one, two]);
    expect(await listed({ flight: own, sort: "booked", descending: false })).toEqual(ids);
    expect(await listed({ flight: own, sort: "total", descending: false })).toEqual([one, two, three]);
    expect(await listed({ flight: own, sort: "total" })).toEqual([three, two, one]);
    expect(await listed({ flight: own, sort: "status", descending: false })).toEqual(ids);
    expect(await listed({ flight: own, sort: "departure", descending: false })).toEqual(ids);
    for (const sort of reservationSorts) {
      const wanted = { flight: own, sort, descending: true };
      const first = await findReservations(admin, wanted, 2);
      const second = await findReservations(admin, { ...wanted, cursor: first.nextCursor }, 2);
      expect(
        [...first.rows, ...second.rows].map(({ id }) => id),
        sort,
      ).toEqual(await listed(wanted));
      const back = await findReservations(admin, { ...wanted, cursor: second.previousCursor }, 2);
      expect(back.rows, sort).toEqual(first.rows);
    }
  });

  test("is narrowed by status, days and flight; the count agrees", async () => {
    const { own, ids } = await party();
    const { rows } = await database().execute<{
      designator: string;
      day: string;
      origin: string;
      today: string;
    }>(sql`
      select designator, departure_date::text as day, origin, (now() at time zone 'Asia/Seoul')::date::text as today
      from reservation.flights where id = ${own}`);
    const { designator, day, origin, today } = rows[0]!;
    const none = "2001-01-01";
    const all: ReservationFilter[] = [
      { designator, departFrom: day, departTo: day, origin },
      { flight: own, status: "HELD", bookedFrom: today, bookedTo: today },
    ];
    for (const filter of all) {
      expect((await listed(filter)).sort()).toEqual(ids.toSorted());
      expect(await countReservations(admin, filter, 100)).toBe(3);
    }
    const nothing: ReservationFilter[] = [
      { flight: own, status: "CANCELLED" },
      { flight: own, bookedTo: none },
      { flight: own, departTo: none },
      { flight: own, departFrom: "2099-01-01" },
      { flight: own, bookedFrom: "2099-01-01" },
      { flight: own, origin: "XXX" },
      { flight: own, destination: "XXX" },
      { flight: own, designator: "MA0" },
    ];
    for (const filter of nothing) expect(await listed(filter), JSON.stringify(filter)).toEqual([]);
    expect(await countReservations(admin, { flight: own }, 2)).toBe(2);
    const reversed = findReservations(admin, { bookedFrom: today, bookedTo: none });
    await expect(reversed).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  test("an export has exactly the rows of the list, and stands in the audit log with filter and count", async () => {
    const { own, ids } = await party();
    const person = staff();
    const { batches, isCut } = await exportReservations(person, {
      flight: own,
      sort: "total",
      descending: false,
    });
    const exported: string[] = [];
    for await (const rows of batches) exported.push(...rows.map(({ id }) => id));
    expect([exported, isCut]).toEqual([[ids[1], ids[0], ids[2]], false]);
    const { rows } = await database().execute(
      sql`select action, entity, "after" from shared.audit_log where actor_id = ${actorId(person.actor)}`,
    );
    expect(rows).toEqual([
      {
        action: "export",
        entity: "reservations",
        after: { rows: 3, flight: own, sort: "total", descending: false },
      },
    ]);
  });

  test("nobody exports without end", async () => {
    const person = staff();
    const codes: string[] = [];
    for (let n = 0; n < 22; n++)
      codes.push(
        await exportReservations(person, { q: "NOBODY" }).then(
          () => "OK",
          (error) => error.code,
        ),
      );
    expect(codes).toContain("RATE_LIMITED");
    expect(codes.slice(0, 2)).toEqual(["OK", "OK"]);
  });
});

test("impossible dates and text that cannot be stored find nothing", async () => {
  for (const q of ["MA101 2026-02-30", "MA101 0000-01-01", "MA101 9999-12-31"])
    expect(await found(q), q).toEqual([]);
  const refused = { code: "INVALID_INPUT" };
  expect(await found("KIM\0")).toEqual(await found("KIM"));
  await expect(membersByEmail(admin, "kim\0@")).rejects.toMatchObject(refused);
  await expect(findReservations(admin, { flight: 2_147_483_648 })).rejects.toMatchObject(refused);
});
