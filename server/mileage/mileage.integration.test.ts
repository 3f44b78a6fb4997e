import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { ledger } from "@/db/schema/mileage";
import { outbox } from "@/db/schema/shared";
import { systemContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { customerOf } from "@/server/shared/testing/actors";
import {
  cancelled,
  created,
  flightsChanged,
  type ReservationData,
  reservationData,
  segmentData,
} from "@/server/shared/testing/events";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";
import { creditMiles, exchangeMiles, reverseMiles } from ".";
import { getMileageAccount, listLedger, mileageOfReservation } from "./queries";

afterAll(closeDatabase);

const system = systemContext("test");
/** The posted miles of a single event. @throws Error when they could not be posted. */
const only = ({ results: [result] }: Awaited<ReturnType<typeof creditMiles>>) => {
  if (!result || "error" in result) throw new Error(result?.error ?? "no result");
  return result.miles;
};
const credit = async (r: ReservationData, eventId = uuidv7()) =>
  only(await creditMiles(system, { created: [{ eventId, reservation: created(r) }] }));
const reverse = async (r: ReservationData, eventId = uuidv7(), cause?: "AIRLINE") =>
  only(await reverseMiles(system, { cancelled: [{ eventId, reservation: cancelled(r, cause) }] }));

const exchange = async (data: ReturnType<typeof flightsChanged>, eventId = uuidv7()) =>
  only(await exchangeMiles(system, { changed: [{ eventId, reservation: data }] }));

const eventsOf = async (r: ReservationData) => {
  const rows = await database().select().from(outbox).where(eq(outbox.correlationId, r.reservationId));
  return rows.map(({ name, data }) => [
    name.replace("mileage/mileage.", ""),
    data.deltaMiles,
    data.balanceMiles,
  ]);
};

const balance = async (r: ReservationData) =>
  (await getMileageAccount(customerOf(r.customerId))).balanceMiles;

/** The miles of the account flight by flight, whether the flights have arrived or not. */
const counted = async (r: ReservationData) => {
  const { usableMiles, upcomingMiles } = await getMileageAccount(customerOf(r.customerId));
  return usableMiles + upcomingMiles;
};

describe("miles of a reservation", () => {
  test("are credited for each segment and seat to the member who booked", async () => {
    const r = reservationData(["ADULT", "CHILD", "INFANT"]);
    r.segments = [segmentData(), { ...segmentData(), distanceMiles: 301 }];
    expect(await credit(r)).toBe(2 * (138 + 151));
    const entries = await mileageOfReservation(system, r.reservationId);
    expect(entries.map((e) => e.miles).sort()).toEqual([138, 138, 151, 151]);
    expect(new Set(entries.map((e) => e.passengerName))).toEqual(
      new Set(["KIM/PASSENGER1", "KIM/PASSENGER2"]),
    );
    expect(entries[0]).toMatchObject({
      kind: "ACCRUAL",
      cancelCause: null,
      usableFrom: new Date("2026-12-01T23:40:00Z"),
    });
    expect(entries[0]?.expiresAt).toEqual(new Date("2036-12-02T15:00:00Z"));
    expect(await eventsOf(r)).toEqual([["increased", 578, 578]]);
  });

  test("are credited once: for a repeated event, for another event, and for 50 calls at once", async () => {
    const r = reservationData(["ADULT", "ADULT"]);
    const eventId = uuidv7();
    const answers = await Promise.all(Array.from({ length: 50 }, () => credit(r, eventId)));
    expect(answers.filter((miles) => miles > 0)).toEqual([276]);
    expect(await credit(r)).toBe(0);
    expect(await balance(r)).toBe(276);
    expect(await eventsOf(r)).toEqual([["increased", 276, 276]]);
  });

  test("change the balance by the new entries only", async () => {
    const r = reservationData(["ADULT"]);
    await credit(r);
    const [known] = r.passengers;
    expect(await credit({ ...r, passengers: [known!, { ...known!, id: uuidv7() }] })).toBe(138);
    expect(await balance(r)).toBe(276);
  });

  test("of 30 reservations of one member at once add up", async () => {
    const memberId = uuidv7();
    const all = Array.from({ length: 30 }, () => ({ ...reservationData(["ADULT"]), customerId: memberId }));
    await Promise.all(all.flatMap((r) => [credit(r), credit(r)]));
    await Promise.all(all.slice(0, 10).flatMap((r) => [reverse(r), reverse(r)]));
    expect((await getMileageAccount(customerOf(memberId))).balanceMiles).toBe(20 * 138);
  });

  test("add up to zero when the cancellation comes first", async () => {
    const r = reservationData();
    expect(await reverse(r)).toBe(138);
    expect(await balance(r)).toBe(-138);
    await credit(r);
    await reverse(r);
    expect(await balance(r)).toBe(0);
    expect(await eventsOf(r)).toEqual([
      ["decreased", 138, -138],
      ["increased", 138, 0],
    ]);
  });

  test("of a flight that had left before the cancellation stay, in either order of the events", async () => {
    for (const order of ["credit", "reverse"]) {
      const r = reservationData(["ADULT", "CHILD", "INFANT"]);
      r.segments = [segmentData(), { ...segmentData(), distanceMiles: 301 }];
      const rest = { ...r, segments: r.segments.map((s, n) => ({ ...s, kept: n === 0 })) };
      if (order === "credit") await credit(r);
      expect(await reverse(rest)).toBe(2 * 151);
      if (order === "reverse") await credit(r);
      expect(await reverse(rest)).toBe(0);
      expect(await balance(r)).toBe(2 * 138);
      expect(await counted(r)).toBe(2 * 138);
    }
  });

  test("name the airline when it cancelled", async () => {
    const r = reservationData();
    await credit(r);
    await reverse(r, uuidv7(), "AIRLINE");
    const entries = await mileageOfReservation(system, r.reservationId);
    expect(entries.map((e) => e.cancelCause)).toEqual([null, "AIRLINE"]);
  });

  test("add up to zero when both events come 25 times at once", async () => {
    const r = reservationData(["ADULT", "CHILD"]);
    await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 2 ? credit(r) : reverse(r))));
    expect(await balance(r)).toBe(0);
    expect(await mileageOfReservation(system, r.reservationId)).toHaveLength(4);
    expect(await eventsOf(r)).toHaveLength(2);
  });

  test("of a list of events are posted together: for one member, for known events, and for a repeated event", async () => {
    const memberId = uuidv7();
    const [first, second] = [
      reservationData(),
      { ...reservationData(["ADULT", "ADULT"]), customerId: memberId },
    ];
    const [third, known] = [{ ...reservationData(), customerId: memberId }, reservationData()];
    await credit(known);
    const list = [first, second, known, third, first];
    const events = list.map((r) => ({ eventId: uuidv7(), reservation: created(r) }));
    const { results } = await creditMiles(system, { created: events });
    const miles = [138, 276, 0, 138, 0];
    expect(results).toEqual(events.map(({ eventId }, n) => ({ eventId, miles: miles[n] })));
    expect(await eventsOf(second)).toEqual([["increased", 276, 276]]);
    expect(await eventsOf(third)).toEqual([["increased", 138, 414]]);
    expect(await balance(second)).toBe(414);
    const rows = await database().select().from(outbox).where(eq(outbox.correlationId, third.reservationId));
    expect(rows.map((row) => row.causationId)).toEqual([events[3]?.eventId]);
    expect(await creditMiles(system, { created: events })).toEqual({
      results: events.map(({ eventId }) => ({ eventId, miles: 0 })),
    });
    const r = reservationData();
    const twice = { eventId: uuidv7(), reservation: created(r) };
    const both = await creditMiles(system, { created: [twice, twice] });
    expect(both.results.map((result) => "miles" in result && result.miles)).toEqual([138, 0]);
    expect(await eventsOf(r)).toEqual([["increased", 138, 138]]);
  });

  test("of a bad event in a list are not posted, with its error; the others are", async () => {
    const [good, bad, fine] = [reservationData(), reservationData(), reservationData()];
    // More miles than an account can have.
    bad.segments = [{ ...segmentData(), distanceMiles: 2_000_000_000, mileageRatePercent: 500 }];
    const events = [good, bad, fine].map((r) => ({ eventId: uuidv7(), reservation: created(r) }));
    const { results } = await creditMiles(system, { created: events });
    expect(results).toEqual([
      { eventId: events[0]?.eventId, miles: 138 },
      { eventId: events[1]?.eventId, error: expect.any(String) },
      { eventId: events[2]?.eventId, miles: 138 },
    ]);
    expect(await balance(bad)).toBe(0);
  });

  test("of overlapping lists at once add up without a deadlock", async () => {
    const members = Array.from({ length: 4 }, () => uuidv7());
    const all = Array.from({ length: 24 }, (_, n) => ({
      ...reservationData(["ADULT"]),
      customerId: members[n % members.length] as string,
    }));
    const shuffled = (seed: number) =>
      all.toSorted((a, b) => (a.reservationId.charCodeAt(seed) > b.reservationId.charCodeAt(seed) ? 1 : -1));
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        creditMiles(system, {
          created: shuffled(24 + n).map((r) => ({ eventId: uuidv7(), reservation: created(r) })),
        }).then(({ results }) => expect(results.filter((result) => "error" in result)).toEqual([])),
      ),
    );
    for (const memberId of members)
      expect((await getMileageAccount(customerOf(memberId))).balanceMiles).toBe(6 * 138);
  });

  test("of a brand that earns nothing leave no entry and no event", async () => {
    const r = reservationData();
    r.segments = [{ ...segmentData(), mileageRatePercent: 0 }];
    expect(await credit(r)).toBe(0);
    expect(await eventsOf(r)).toEqual([]);
  });

  test("are changed by the system only", async () => {
    const admin = { actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "" } as const };
    const r = reservationData();
    const eventId = uuidv7();
    const forbidden = new AppError("FORBIDDEN");
    await expect(creditMiles(admin, { created: [{ eventId, reservation: created(r) }] })).rejects.toThrow(
      forbidden,
    );
    await expect(
      reverseMiles(admin, { cancelled: [{ eventId, reservation: cancelled(r) }] }),
    ).rejects.toThrow(forbidden);
    expect(await mileageOfReservation(system, r.reservationId)).toEqual([]);
  });
});

/** The second flight was exchanged for one that earns 275 miles instead of 138; then the whole trip was cancelled. */
function exchangedTrip() {
  const r = reservationData(["ADULT", "CHILD", "INFANT"]);
  r.segments = [segmentData(), segmentData()];
  const change = flightsChanged(r);
  change.segments[1]!.mileageRatePercent = 100;
  const afterwards = { ...r, segments: change.segments };
  return { r, change, afterwards };
}

describe("miles of a change of flights", () => {
  test("are taken back and credited together, with one event, and are those of the flights instead", async () => {
    const { r, change } = exchangedTrip();
    await credit(r);
    const eventId = uuidv7();
    expect(await exchange(change, eventId)).toBe(2 * (138 + 275));
    expect(await balance(r)).toBe(2 * (138 + 275));
    const entries = (await mileageOfReservation(system, r.reservationId)).slice(4);
    expect(entries.map((e) => [e.kind, e.miles, e.segmentId]).sort()).toEqual(
      [
        ...[1, 2].map(() => ["REVERSAL", -138, r.segments[1]!.id]),
        ...[1, 2].map(() => ["ACCRUAL", 275, change.segments[1]!.id]),
      ].sort(),
    );
    const rows = await database().select().from(outbox).where(eq(outbox.causationId, eventId));
    expect(rows).toMatchObject([
      {
        name: "mileage/mileage.exchanged",
        correlationId: r.reservationId,
        data: {
          ...{ memberId: r.customerId, locator: r.locator, changeId: change.changeId },
          ...{ takenBackMiles: 276, earnedMiles: 550, deltaMiles: 274, balanceMiles: 826 },
        },
      },
    ]);
    expect(new Set(rows[0]?.data.ledgerEntryIds as string[])).toEqual(new Set(entries.map((e) => e.id)));
  });

  test("are booked once: for a repeated event, for another event, and for 50 calls at once", async () => {
    const { r, change } = exchangedTrip();
    const eventId = uuidv7();
    const answers = await Promise.all(Array.from({ length: 50 }, () => exchange(change, eventId)));
    expect(answers.filter((miles) => miles > 0)).toEqual([826]);
    expect(await exchange(change)).toBe(0);
    expect(await balance(r)).toBe(274);
    expect(await eventsOf(r)).toEqual([["exchanged", 274, 274]]);
  });

  test("add up in every order with the purchase and the cancellation", async () => {
    const orders = ["pxc", "pcx", "xpc", "xcp", "cpx", "cxp"];
    for (const order of orders) {
      const { r, change, afterwards } = exchangedTrip();
      for (const step of order) {
        if (step === "p") await credit(r);
        if (step === "x") await exchange(change);
        if (step === "c") await reverse(afterwards);
      }
      expect([order, await balance(r)]).toEqual([order, 0]);
      const entries = await mileageOfReservation(system, r.reservationId);
      const sums = new Map<string, number>();
      for (const { segmentId, passengerId, miles } of entries)
        sums.set(`${segmentId} ${passengerId}`, (sums.get(`${segmentId} ${passengerId}`) ?? 0) + miles);
      expect([...sums.values()]).toEqual(Array(6).fill(0));
    }
  });

  test("of two changes, one after the other, end with the last flight, in either order of the events", async () => {
    for (const reversed of [false, true]) {
      const { r, change, afterwards } = exchangedTrip();
      const second = flightsChanged(afterwards);
      await credit(r);
      for (const each of reversed ? [second, change] : [change, second]) await exchange(each);
      // The second change is for a flight with the rate of the first one again.
      expect(await balance(r)).toBe(2 * (138 + 138));
      expect(await counted(r)).toBe(2 * (138 + 138));
    }
  });

  test("that are the same leave the balance, and are told with zero", async () => {
    const r = reservationData();
    await credit(r);
    expect(await exchange(flightsChanged(r))).toBe(276);
    expect(await balance(r)).toBe(138);
    expect(await eventsOf(r)).toEqual([
      ["increased", 138, 138],
      ["exchanged", 0, 138],
    ]);
  });

  test("of brands that earn nothing leave no entry and no event", async () => {
    const r = reservationData();
    r.segments = [{ ...segmentData(), mileageRatePercent: 0 }];
    const change = flightsChanged(r);
    change.segments[0]!.mileageRatePercent = 0;
    expect(await exchange(change)).toBe(0);
    expect(await eventsOf(r)).toEqual([]);
  });

  test("of a bad change in a list are not booked, not even in part; the others are", async () => {
    const [good, bad] = [exchangedTrip(), exchangedTrip()];
    bad.change.segments[1]!.distanceMiles = 2_000_000_000;
    bad.change.segments[1]!.mileageRatePercent = 500;
    const changed = [bad, good].map(({ change }) => ({ eventId: uuidv7(), reservation: change }));
    const { results } = await exchangeMiles(system, { changed });
    expect(results).toEqual([
      { eventId: changed[0]?.eventId, error: expect.any(String) },
      { eventId: changed[1]?.eventId, miles: 826 },
    ]);
    expect(await mileageOfReservation(system, bad.r.reservationId)).toEqual([]);
  });

  test("are booked by the system only", async () => {
    const { r, change } = exchangedTrip();
    const asCustomer = exchangeMiles(customerOf(r.customerId), {
      changed: [{ eventId: uuidv7(), reservation: change }],
    });
    await expect(asCustomer).rejects.toThrow(new AppError("FORBIDDEN"));
    expect(await mileageOfReservation(system, r.reservationId)).toEqual([]);
  });
});

describe("the account", () => {
  test("has usable, upcoming and expiring miles, and the tier of the year", async () => {
    const memberId = uuidv7();
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const flown = { ...reservationData(), customerId: memberId };
    flown.segments = [{ ...segmentData(inDays(-1)), distanceMiles: 12_000, mileageRatePercent: 100 }];
    const future = { ...reservationData(), customerId: memberId };
    const given = { ...reservationData(), customerId: memberId };
    given.segments = [segmentData(inDays(-2))];
    await credit(flown);
    await credit(future);
    await credit(given);
    await reverse(given);
    await database()
      .update(ledger)
      .set({ expiresAt: sql`now() + interval '30 days'` })
      .where(eq(ledger.reservationId, flown.reservationId));
    const account = await getMileageAccount(customerOf(memberId));
    expect(account).toMatchObject({
      balanceMiles: 12_138,
      usableMiles: 12_000,
      upcomingMiles: 138,
      expiringMiles: 12_000,
    });
    expect(account.nextExpiryAt?.getTime()).toBeGreaterThan(Date.now());
    const koreanYear = (at: Date) => toLocal(at, KOREA_ZONE).date.slice(0, 4);
    const flownThisYear = koreanYear(new Date(flown.segments[0]!.arrivesAt)) === koreanYear(new Date());
    expect(account.standing).toEqual(
      flownThisYear
        ? { tier: "SILVER", next: { tier: "GOLD", missingMiles: 18_000 } }
        : { tier: "BLUE", next: { tier: "SILVER", missingMiles: 10_000 } },
    );
  });

  test("of a member who never flew is empty", async () => {
    expect(await getMileageAccount(customerOf())).toMatchObject({
      balanceMiles: 0,
      usableMiles: 0,
      standing: { tier: "BLUE" },
    });
  });

  test("lists its ledger page by page, also when entries have the same time", async () => {
    const memberId = uuidv7();
    for (let i = 0; i < 3; i++) {
      await credit({ ...reservationData(["ADULT", "ADULT", "ADULT"]), customerId: memberId });
    }
    const seen: string[] = [];
    for (let cursor: string | null = null, pages = 0; pages === 0 || cursor; pages++) {
      const page: Awaited<ReturnType<typeof listLedger>> = await listLedger(customerOf(memberId), {
        cursor,
        limit: 2,
      });
      seen.push(...page.items.map((e) => e.id));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(9);
    expect(seen).toHaveLength(9);
    expect((await listLedger(customerOf(), {})).items).toEqual([]);
    await expect(listLedger(customerOf(memberId), { cursor: "x" })).rejects.toThrow(AppError);
  });
});
