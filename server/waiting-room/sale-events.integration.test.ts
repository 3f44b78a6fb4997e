import { and, asc, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { auditLog } from "@/db/schema/shared";
import { customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { changeSaleEvent, endSaleEvent, registerSaleEvent, takePlace } from ".";
import { getSaleEvent, listSaleEvents } from "./queries";
import { type RegisterSaleEventInput, saleEventView } from "./schemas";
import { admitDue, openSince, saleEvent, saleEventInput } from "./testing/sale-events";

afterAll(closeDatabase);

const revenue = staff("REVENUE");
const auditOf = (id: string) =>
  database()
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.entity, "sale-event"), eq(auditLog.entityId, id)))
    .orderBy(asc(auditLog.id));
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** What staff send to change a sale event without changing anything. */
async function unchanged(id: string) {
  const found = await getSaleEvent(revenue, { id });
  const { key: _, ...fields } = saleEventInput();
  return {
    ...fields,
    id,
    version: found.version,
    routes: found.routes,
    waitsFrom: found.waitsFrom.toISOString(),
    opensAt: found.opensAt.toISOString(),
    closesAt: found.closesAt.toISOString(),
  };
}

describe("registering", () => {
  test("writes the sale event with its audit row; the seed is in neither", async () => {
    const input = saleEventInput({
      routes: ["GMP-XXQ", "GMP-XXQ"],
      firstDay: "2027-03-01",
      lastDay: "2027-03-31",
    });
    const { id } = await registerSaleEvent(revenue, input);
    const found = await getSaleEvent(revenue, { id });
    expect(saleEventView.parse(found)).toMatchObject({ state: "BEFORE", routes: ["GMP-XXQ"], version: 1 });
    const [row] = await auditOf(id);
    expect(row).toMatchObject({ action: "register-sale-event", after: { seedHash: found.seedHash } });
    expect(Object.keys(row?.after as object)).not.toContain("seed");
    expect(await codeOf(registerSaleEvent(revenue, input))).toBe("CONFLICT");
    expect((await listSaleEvents(revenue, {})).rows.map((each) => each.id)).toContain(id);
  });

  test.each([
    [{ waitsFrom: inMinutes(20) }, { waitsFrom: "waitAfterOpening" }],
    [{ closesAt: inMinutes(10), opensAt: inMinutes(10) }, { closesAt: "endBeforeOpening" }],
    [{ closesAt: inMinutes(60 * 24 * 40) }, { closesAt: "eventTooLong" }],
    [{ opensAt: "tomorrow" }, { opensAt: "dateInvalid" }],
    [{ routes: ["seoul"] }, { "routes.0": "routeInvalid" }],
    [{ firstDay: "2027-03-02", lastDay: "2027-03-01" }, { lastDay: "periodInvalid" }],
    [{ shoppersPerMinute: 0 }, { shoppersPerMinute: "tooSmall" }],
    [{ stayMinutes: 241 }, { stayMinutes: "tooBig" }],
    [{ targetP95Ms: 1.5 }, { targetP95Ms: "invalid" }],
    [{ nameKo: " " }, { nameKo: "required" }],
    [
      { waitsFrom: inMinutes(-90), opensAt: inMinutes(-60), closesAt: inMinutes(-1) },
      { closesAt: "inThePast" },
    ],
  ])("refuses %o at its field", async (more, fields) => {
    expect(await fieldsOf(registerSaleEvent(revenue, saleEventInput(more)))).toEqual(fields);
  });

  describe("refuses flights that another one guards at the same time", () => {
    const refused = (more: Partial<RegisterSaleEventInput>) =>
      fieldsOf(registerSaleEvent(revenue, saleEventInput(more)));
    const overlap = { waitsFrom: "overlaps" };

    test("unless route, days or times are others, or the other one has ended", async () => {
      const [route] = saleEventInput().routes;
      const routes = [route as string];
      const id = await saleEvent({ routes, firstDay: "2027-03-01", lastDay: "2027-03-31" });
      expect(await refused({ routes: [...routes, "GMP-XYQ"] })).toEqual(overlap);
      expect(await refused({ routes, firstDay: "2027-03-31" })).toEqual(overlap);
      expect(await refused({ routes, lastDay: "2027-03-01" })).toEqual(overlap);
      await saleEvent();
      await saleEvent({ routes, lastDay: "2027-02-28" });
      const later = { waitsFrom: inMinutes(121), opensAt: inMinutes(130), closesAt: inMinutes(200) };
      const second = await saleEvent({ routes, firstDay: "2027-03-05", ...later });
      const sooner = { ...(await unchanged(second)), firstDay: "2027-03-05", waitsFrom: inMinutes(100) };
      expect(await fieldsOf(changeSaleEvent(revenue, sooner))).toEqual(overlap);
      await endSaleEvent(revenue, { id });
      await changeSaleEvent(revenue, sooner);
    });

    test("and of several at once one wins", async () => {
      for (let n = 0; n < 5; n++) {
        const { routes } = saleEventInput();
        const register = () => codeOf(registerSaleEvent(revenue, saleEventInput({ routes })));
        const codes = await Promise.all(Array.from({ length: 6 }, register));
        expect(codes.filter((code) => code === "OK")).toHaveLength(1);
      }
    });
  });

  test("takes an opening at midnight in Korea, which is the afternoon before in UTC", async () => {
    const id = await saleEvent({
      waitsFrom: "2099-01-31T23:30:00+09:00",
      opensAt: "2099-02-01T00:00:00+09:00",
      closesAt: "2099-02-01T06:00:00+09:00",
    });
    const found = await getSaleEvent(revenue, { id });
    expect(found.opensAt.toISOString()).toBe("2099-01-31T15:00:00.000Z");
    expect(found.state).toBe("PLANNED");
  });
});

describe("changing", () => {
  test("needs the version that was seen; the opening is fixed once people have numbers", async () => {
    const id = await saleEvent();
    const before = await unchanged(id);
    await changeSaleEvent(revenue, { ...before, opensAt: inMinutes(5), shoppersPerMinute: 90 });
    expect(await codeOf(changeSaleEvent(revenue, before))).toBe("CONFLICT");
    await openSince(id, 1);
    const open = await unchanged(id);
    expect(await fieldsOf(changeSaleEvent(revenue, { ...open, opensAt: inMinutes(3) }))).toEqual({
      opensAt: "openedAlready",
    });
    await changeSaleEvent(revenue, { ...open, shoppersPerMinute: 7, stayMinutes: 3 });
    expect(await getSaleEvent(revenue, { id })).toMatchObject({
      shoppersPerMinute: 7,
      stayMinutes: 3,
      version: 3,
    });
    expect((await auditOf(id)).map(({ action }) => action)).toEqual([
      ...["register-sale-event", "change-sale-event", "change-sale-event"],
    ]);
  });

  test("is changed by a form that knows minutes, though a client registered its times with seconds", async () => {
    const seconds = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 60_000 + 17_500);
    const id = await saleEvent({ waitsFrom: seconds.toISOString(), opensAt: seconds.toISOString() });
    const open = await unchanged(id);
    const minute = new Date(seconds.getTime() - 17_500).toISOString();
    await changeSaleEvent(revenue, { ...open, waitsFrom: minute, opensAt: minute, stayMinutes: 4 });
    expect(await getSaleEvent(revenue, { id })).toMatchObject({ opensAt: seconds, stayMinutes: 4 });
    const before = new Date(seconds.getTime() - 17_500 - 60_000).toISOString();
    const moved = changeSaleEvent(revenue, { ...(await unchanged(id)), waitsFrom: before, opensAt: before });
    expect(await fieldsOf(moved)).toMatchObject({ opensAt: "openedAlready" });
  });

  test("ends once; an ended sale event is not changed", async () => {
    const id = await saleEvent();
    const before = await unchanged(id);
    await endSaleEvent(revenue, { id });
    await endSaleEvent(revenue, { id });
    expect((await getSaleEvent(revenue, { id })).state).toBe("ENDED");
    expect(await codeOf(changeSaleEvent(revenue, before))).toBe("CONFLICT");
    expect((await auditOf(id)).map(({ action }) => action)).toEqual([
      "register-sale-event",
      "end-sale-event",
    ]);
  });
});

test("the figures count who waits, shops and has left", async () => {
  const id = await saleEvent({ shoppersPerMinute: 60 });
  for (let n = 0; n < 5; n += 1) await takePlace(customerOf(), { saleEventId: id });
  await openSince(id, 0);
  await admitDue();
  await openSince(id, 2);
  await admitDue();
  expect((await getSaleEvent(revenue, { id })).figures).toMatchObject({
    ...{ waiting: 3, inside: 2, admitted: 2, booked: 0, left: 0 },
  });
});
