import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { places, saleEvents } from "@/db/schema/waiting-room";
import { type RequestContext, systemContext, transaction } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { signPlace } from "@/server/shared/place-token";
import { anonymous, customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";
import { admitShoppers, endSaleEvent, forgetPlaces, releaseBooked, releasePlaces, takePlace } from ".";
import { drawOrder } from "./domain/lottery";
import { isOnlyOneToAdmit, lockQueue } from "./lock-queue";
import { placeOf, saleEventStatuses } from "./queries";
import { placeView, saleEventStatus } from "./schemas";
import { admitDue, openSince, passStay, saleEvent } from "./testing/sale-events";

afterAll(closeDatabase);

const visitor = (address: string = uuidv7(), tokens: string[] = []): RequestContext => ({
  actor: { kind: "ANONYMOUS", address },
  placeTokens: tokens,
});
const stored = (saleEventId: string) =>
  database().select().from(places).where(eq(places.saleEventId, saleEventId));
const statusOf = async (id: string) => (await saleEventStatuses()).find((each) => each.id === id);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("a place", () => {
  test("is the same for a member from two devices at once, and after a refresh", async () => {
    const id = await saleEvent();
    const member = customerOf();
    const taken = await Promise.all(Array.from({ length: 8 }, () => takePlace(member, { saleEventId: id })));
    expect(new Set(taken.map(({ placeId }) => placeId)).size).toBe(1);
    expect(await takePlace(member, { saleEventId: id })).toEqual(taken[0]);
    expect(placeView.parse(taken[0])).toMatchObject({ state: "WAITING", number: null, ahead: null });
    expect(await stored(id)).toHaveLength(1);
  });

  test("is the same after the opening as well: coming at once from many devices burns no numbers", async () => {
    const id = await saleEvent();
    await openSince(id, 5);
    const [one, two] = [customerOf(), customerOf()];
    await Promise.all([one, one, one, two, two, two].map((who) => takePlace(who, { saleEventId: id })));
    const numbers = (await stored(id)).map(({ number }) => number).sort();
    expect(numbers).toEqual([1, 2]);
  });

  test("of a visitor is known by its token alone; a forged, altered or foreign one gives nothing", async () => {
    const [id, other] = [await saleEvent(), await saleEvent()];
    const { token, placeId } = await takePlace(visitor(), { saleEventId: id });
    expect(await placeOf(visitor("elsewhere", [token]), { saleEventId: id })).toMatchObject({ placeId });
    expect(await takePlace(visitor("elsewhere", [token]), { saleEventId: id })).toMatchObject({ placeId });
    const forged = [
      token.slice(0, -1) + (token.endsWith("A") ? "B" : "A"),
      token.replace(id, other),
      token.replace(placeId, uuidv7()),
      `${id}.${placeId}.${"A".repeat(43)}`,
      "",
      "no token",
    ];
    for (const each of forged) {
      expect(await placeOf(visitor("x", [each]), { saleEventId: id })).toBeNull();
      expect(await placeOf(visitor("x", [each]), { saleEventId: other })).toBeNull();
    }
    // A signed token of a place that there is not, and a member's place without the member, give nothing either.
    const member = await takePlace(customerOf(), { saleEventId: id });
    const unusable = [signPlace({ saleEventId: id, placeId: uuidv7() }), member.token];
    for (const each of unusable) expect(await placeOf(visitor("x", [each]), { saleEventId: id })).toBeNull();
  });

  test("of a visitor becomes that of the first member who comes with its token", async () => {
    const id = await saleEvent();
    const { token, placeId } = await takePlace(visitor(), { saleEventId: id });
    const members = Array.from({ length: 6 }, () => ({ ...customerOf(), placeTokens: [token] }));
    const taken = await Promise.all(members.map((who) => takePlace(who, { saleEventId: id })));
    expect(taken.filter((place) => place.placeId === placeId)).toHaveLength(1);
    expect(await placeOf(visitor("x", [token]), { saleEventId: id })).toBeNull();
    // Who has a place keeps it: an earlier one of a visitor is no gain.
    const second = await takePlace(visitor(), { saleEventId: id });
    const again = await takePlace(
      { ...(members[0] as RequestContext), placeTokens: [second.token] },
      { saleEventId: id },
    );
    expect(again.placeId).toBe(taken[0]?.placeId);
  });

  test("is given to twenty visitors of one address, to members without a limit", async () => {
    const id = await saleEvent();
    const address = uuidv7();
    const codes: unknown[] = [];
    for (let n = 0; n < 22; n += 1)
      codes.push(await codeOf(takePlace(visitor(address), { saleEventId: id })));
    expect(codes.filter((code) => code === "OK")).toHaveLength(20);
    expect(codes.slice(20)).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);
    const member = { actor: { ...customerOf().actor, address } } as RequestContext;
    expect(await codeOf(takePlace(member, { saleEventId: id }))).toBe("OK");
  });

  test("is not given before the waiting room opens, after the end, or where there is none", async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    const early = await saleEvent({ waitsFrom: inAnHour, opensAt: inAnHour });
    expect(await codeOf(takePlace(customerOf(), { saleEventId: early }))).toBe("CONFLICT");
    const ended = await saleEvent();
    await endSaleEvent(staff("REVENUE"), { id: ended });
    expect(await codeOf(takePlace(customerOf(), { saleEventId: ended }))).toBe("NOT_FOUND");
    // Nor to somebody who had one.
    const over = await saleEvent();
    const member = customerOf();
    await takePlace(member, { saleEventId: over });
    await endSaleEvent(staff("REVENUE"), { id: over });
    expect(await codeOf(takePlace(member, { saleEventId: over }))).toBe("NOT_FOUND");
    expect(await codeOf(takePlace(customerOf(), { saleEventId: uuidv7() }))).toBe("NOT_FOUND");
    expect(await codeOf(takePlace(customerOf(), { saleEventId: "x" }))).toBe("INVALID_INPUT");
  });
});

test("places are forgotten 30 days after their sale event closed, and the sale event stays", async () => {
  const [old, recent] = [await saleEvent(), await saleEvent()];
  for (const id of [old, recent]) await takePlace(customerOf(), { saleEventId: id });
  const closedFor = (id: string, days: number) =>
    database().execute(sql`update waiting_room.sale_events set closes_at = now() - make_interval(days => ${days}),
      opens_at = now() - make_interval(days => ${days + 1}), waits_from = now() - make_interval(days => ${days + 1}) where id = ${id}`);
  await closedFor(old, 31);
  await closedFor(recent, 29);
  expect(await codeOf(forgetPlaces(staff()))).toBe("FORBIDDEN");
  expect(await forgetPlaces(systemContext("test"))).toBeGreaterThanOrEqual(1);
  expect([await stored(old), await stored(recent)].map((rows) => rows.length)).toEqual([0, 1]);
  expect(await database().select().from(saleEvents).where(eq(saleEvents.id, old))).toHaveLength(1);
});

describe("the lottery", () => {
  test("is drawn once, by the seed whose hash was public before, in the order that everybody can compute", async () => {
    const id = await saleEvent();
    const before = await statusOf(id);
    expect(saleEventStatus.parse(before)).toMatchObject({ state: "BEFORE", seed: null, admittedTo: 0 });
    const taken = await Promise.all(
      Array.from({ length: 30 }, () => takePlace(customerOf(), { saleEventId: id })),
    );
    await openSince(id, 0);
    // Several processes look at the same moment, and people go on coming.
    const late = Array.from({ length: 5 }, () => customerOf());
    await Promise.all([
      admitDue(),
      admitDue(),
      ...late.map((who) => takePlace(who, { saleEventId: id })),
      admitDue(),
    ]);
    const after = await statusOf(id);
    expect(after).toMatchObject({ state: "OPEN", seedHash: before?.seedHash });
    expect(sha256(after?.seed ?? "")).toBe(before?.seedHash);
    const order = drawOrder(
      after?.seed ?? "",
      taken.map(({ placeId }) => placeId),
      sha256,
    );
    const rows = (await stored(id)).sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 35 }, (_, n) => n + 1));
    expect(rows.slice(0, 30).map((row) => row.id)).toEqual(order);
  });

  test("is never drawn between the look at the clock and the place that is written after it", async () => {
    const id = await saleEvent();
    let taking: Promise<unknown> | undefined;
    await transaction(systemContext("test"), async (tx) => {
      await lockQueue(tx, id);
      taking = takePlace(customerOf(), { saleEventId: id });
      const waiters = async () =>
        (
          await database().execute(
            sql`select 1 from pg_locks where locktype = 'advisory' and not granted and database = (
              select oid from pg_database where datname = current_database())`,
          )
        ).rows.length;
      await expect.poll(waiters, { timeout: 5_000 }).toBe(1);
    });
    expect(await taking).toMatchObject({ state: "WAITING" });
  });

  test("keeps its seed sealed until then: nobody reads it in the database", async () => {
    const id = await saleEvent();
    const [row] = await database().select().from(saleEvents).where(eq(saleEvents.id, id));
    await openSince(id, 0);
    await admitDue();
    const seed = (await statusOf(id))?.seed ?? "none";
    expect(row?.seed.toString("utf8")).not.toContain(seed);
    expect(JSON.stringify({ ...row, seed: null })).not.toContain(seed);
  });

  test("follows the database's clock: a process whose clock is ahead does not draw early", async () => {
    const id = await saleEvent({ opensAt: new Date(Date.now() + 60_000).toISOString() });
    await takePlace(customerOf(), { saleEventId: id });
    const real = Date.now;
    Date.now = () => real() + 3_600_000;
    try {
      await admitDue();
    } finally {
      Date.now = real;
    }
    expect(await statusOf(id)).toMatchObject({ state: "BEFORE", seed: null });
  });
});

describe("admission", () => {
  test("goes in the order of the numbers at the pace, once, whoever calls and however often", async () => {
    const id = await saleEvent({ shoppersPerMinute: 60 });
    const people = Array.from({ length: 20 }, () => customerOf());
    for (const who of people) await takePlace(who, { saleEventId: id });
    await openSince(id, 0);
    await admitDue();
    await openSince(id, 7);
    await Promise.all(Array.from({ length: 6 }, () => admitDue()));
    const admitted = (await stored(id)).filter(({ admittedAt }) => admittedAt);
    expect(admitted.map(({ number }) => number).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(await statusOf(id)).toMatchObject({ admittedTo: 7, waiting: 13 });
    const ninth = people[(await ownerAt(id, 9, people)) ?? 0] as RequestContext;
    expect(await placeOf(ninth, { saleEventId: id })).toMatchObject({
      state: "WAITING",
      number: 9,
      ahead: 1,
    });
  });

  test("never lets more shop than there is room; who signs out and whose time is over make room", async () => {
    const id = await saleEvent({ mostShoppers: 2, shoppersPerMinute: 6_000 });
    const people = Array.from({ length: 4 }, () => customerOf());
    await openSince(id, 10);
    for (const who of people) await takePlace(who, { saleEventId: id });
    await openSince(id, 10);
    await admitDue();
    const states = async () =>
      Promise.all(people.map(async (who) => (await placeOf(who, { saleEventId: id }))?.state));
    expect(await states()).toEqual(["ADMITTED", "ADMITTED", "WAITING", "WAITING"]);
    await openSince(id, 20);
    await admitDue();
    expect(await states()).toEqual(["ADMITTED", "ADMITTED", "WAITING", "WAITING"]);
    await releasePlaces(people[0] as RequestContext);
    await releasePlaces(people[3] as RequestContext);
    await openSince(id, 20);
    await admitDue();
    expect(await states()).toEqual(["ENDED", "ADMITTED", "ADMITTED", "WAITING"]);
    await passStay((await placeOf(people[1] as RequestContext, { saleEventId: id }))?.placeId ?? "");
    await openSince(id, 20);
    await admitDue();
    expect(await states()).toEqual(["ENDED", "ENDED", "ADMITTED", "ADMITTED"]);
    // Who comes again starts at the end.
    expect(await takePlace(people[0] as RequestContext, { saleEventId: id })).toMatchObject({
      number: 5,
      ahead: 0,
    });
  });

  test("who has booked its flights makes room, once, and not where the admission came after the booking", async () => {
    const id = await saleEvent({ routes: ["QQA-QQB"], mostShoppers: 1 });
    const [one, two] = [customerOf(), customerOf()];
    await openSince(id, 20);
    for (const who of [one, two]) await takePlace(who, { saleEventId: id });
    await openSince(id, 20);
    await admitDue();
    const booked = (bookedAt: Date, destination = "QQB") => ({
      customerId: "id" in one.actor ? one.actor.id : "",
      bookedAt,
      flights: [{ origin: "QQA", destination, departureDate: "2027-03-01" }],
    });
    const system = systemContext("test");
    const stateOf = async (who: RequestContext) => (await placeOf(who, { saleEventId: id }))?.state;
    await releaseBooked(system, booked(new Date(), "QQC"));
    await releaseBooked(system, booked(new Date(Date.now() - 3_600_000)));
    expect(await stateOf(one)).toBe("ADMITTED");
    await releaseBooked(system, booked(new Date(Date.now() + 1_000)));
    await releaseBooked(system, booked(new Date(Date.now() + 1_000)));
    await openSince(id, 20);
    await admitDue();
    expect([await stateOf(one), await stateOf(two)]).toEqual(["ENDED", "ADMITTED"]);
    expect(await codeOf(releaseBooked(one, booked(new Date())))).toBe("FORBIDDEN");
  });

  test("waits for nobody: while another process works on a sale event, this one leaves it alone", async () => {
    const { id, member } = await oneWaiting();
    await transaction(systemContext("test"), async (tx) => {
      expect(await isOnlyOneToAdmit(tx, id)).toBe(true);
      await admitDue();
      expect(await placeOf(member, { saleEventId: id })).toMatchObject({ state: "WAITING" });
    });
    await admitDue();
    expect(await placeOf(member, { saleEventId: id })).toMatchObject({ state: "ADMITTED" });
  });

  test("is not starved by those who join late: it waits for the counter that they hold", async () => {
    const { id, member } = await oneWaiting();
    let admitting: Promise<unknown> | undefined;
    await transaction(systemContext("test"), async ({ tx }) => {
      await tx.execute(sql`select 1 from waiting_room.counters where sale_event_id = ${id} for update`);
      admitting = admitDue();
      const waiters = async () =>
        (
          await database().execute(sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'
          and datname = current_database() and query like '%waiting_room.counters%'`)
        ).rows.length;
      await expect.poll(waiters, { timeout: 5_000 }).toBe(1);
    });
    await admitting;
    expect(await placeOf(member, { saleEventId: id })).toMatchObject({ state: "ADMITTED" });
  });

  test("slows down when answers are slow, and never goes above the pace of the sale event", async () => {
    const id = await saleEvent({ targetP95Ms: 300, shoppersPerMinute: 100 });
    await openSince(id, 10);
    await admitDue(900);
    expect((await statusOf(id))?.shoppersPerMinute).toBe(17.5);
    // Once in three seconds at most.
    await admitDue(900);
    expect((await statusOf(id))?.shoppersPerMinute).toBe(17.5);
    for (let n = 0; n < 20; n += 1) {
      await openSince(id, 10);
      await admitDue(100);
    }
    expect((await statusOf(id))?.shoppersPerMinute).toBe(100);
  });

  test("is the system's", async () => {
    for (const who of [anonymous, customerOf(), staff()])
      expect(["FORBIDDEN", "UNAUTHENTICATED"]).toContain(await codeOf(admitShoppers(who, { p95Ms: null })));
    expect(await codeOf(admitShoppers(systemContext("test"), { p95Ms: null }))).toBe("OK");
  });
});

/** A sale event that has opened, whose next admission is due, with one member in its queue. */
async function oneWaiting(): Promise<{ id: string; member: RequestContext }> {
  const id = await saleEvent({ shoppersPerMinute: 6 });
  const member = customerOf();
  await takePlace(member, { saleEventId: id });
  await openSince(id, 0);
  await admitDue();
  await openSince(id, 15);
  return { id, member };
}

/** The index of the person whose place has a number. */
async function ownerAt(id: string, number: number, people: RequestContext[]): Promise<number | undefined> {
  const { rows } = await database().execute<{ holder: string }>(
    sql`select holder from waiting_room.places where sale_event_id = ${id} and number = ${number}`,
  );
  return people.findIndex(({ actor }) => "id" in actor && `member:${actor.id}` === rows[0]?.holder);
}
