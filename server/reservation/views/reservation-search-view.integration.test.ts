import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { registerUser } from "@/server/identity";
import { membersByEmail } from "@/server/identity/queries";
import { adult, customer, flightOnSale, hold, policies } from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { findReservations } from "./reservation-search-view";

const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "" },
};
let flightId: number;

beforeAll(async () => {
  await policies();
  flightId = await flightOnSale({ units: 30 });
});
afterAll(closeDatabase);

type Name = { surname: string; givenName: string; koreanName?: string };

async function booked(name: Name, email = `${uuidv7()}@example.com`, ctx = customer()) {
  const passengers = [{ ...adult(), ...name }];
  const held = await hold(ctx, flightId, { passengers, contact: { email } });
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
  for (const q of ["KIM", "KIM MIN", "김민"])
    expect((await found(q)).sort(), q).toEqual([minji, other].sort());
  for (const q of ["MIN", "MINJI LEE", "%", "-", "MINJ_", "민지"]) expect(await found(q), q).toEqual([]);
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

test("each kind of search has an index", async () => {
  const plan = (condition: ReturnType<typeof sql>) =>
    database().transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      const { rows } = await tx.execute(sql`explain select from reservation.passengers p where ${condition}`);
      return JSON.stringify(rows);
    });
  const given = sql`translate(p.given_name, ' -''', '')`;
  expect(await plan(sql`(p.surname_key || ${given}) like ${"KIMMIN%"}`)).toContain("passengers_full_name");
  expect(await plan(sql`(${given} || p.surname_key) like ${"MINJI%"}`)).toContain("passengers_name_reversed");
  expect(await plan(sql`replace(p.korean_name, ' ', '') like ${"김민지%"}`)).toContain(
    "passengers_korean_name",
  );
});

test("impossible dates and text that cannot be stored find nothing", async () => {
  for (const q of ["MA101 2026-02-30", "MA101 0000-01-01", "MA101 9999-12-31"])
    expect(await found(q), q).toEqual([]);
  const refused = { code: "INVALID_INPUT" };
  expect(await found("KIM\0")).toEqual(await found("KIM"));
  await expect(membersByEmail(admin, "kim\0@")).rejects.toMatchObject(refused);
  await expect(findReservations(admin, { flight: 2_147_483_648 })).rejects.toMatchObject(refused);
});
