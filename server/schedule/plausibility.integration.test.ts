import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { seedReference } from "@/tools/seed/reference";
import { previewFlight, previewSeasonSchedule, registerFlight, registerSeasonSchedule } from ".";

beforeAll(seedReference);
afterAll(closeDatabase);

const admin = {
  actor: {
    kind: "STAFF" as const,
    role: "ADMIN" as const,
    id: uuidv7(),
    email: "a@msa-air.example",
    address: "10.0.0.1",
  },
};
const today = toLocal(new Date(), KOREA_ZONE).date;
let number = 6000;

const oneFlight = (more = {}) => ({
  designator: `MA${++number}`,
  origin: "GMP",
  destination: "CJU",
  departureDate: addDays(today, 10),
  departureTime: "09:00",
  arrivalTime: "10:10",
  aircraftType: "7M8",
  fares: [{ brand: "FLEX" as const, amount: 84_000 }],
  ...more,
});
const season = (more = {}) => {
  const { departureDate, arrivalTime, ...given } = oneFlight();
  return {
    ...given,
    id: uuidv7(),
    periodFrom: addDays(today, 1),
    periodTo: addDays(today, 7),
    days: [1, 2, 3, 4, 5, 6, 7],
    blockMinutes: 70,
    ...more,
  };
};
const fare = (amount: number, more = {}) => ({ fares: [{ brand: "FLEX", amount, ...more }] });

describe("an unusual value", () => {
  test.each([
    ["a slow flight", { arrivalTime: "11:00" }, { arrivalTime: "blockTimeUnusual" }],
    ["a fast flight", { arrivalTime: "09:40" }, { arrivalTime: "blockTimeUnusual" }],
    ["a low fare", fare(9_900), { "fares.0.amount": "fareUnusual" }],
    ["a high fare", fare(800_000), { "fares.0.amount": "fareUnusual" }],
    ["ten seats of 189", fare(84_000, { unitLimit: 10 }), { "fares.0.unitLimit": "seatsUnsold" }],
  ])("needs a confirmation, and is accepted with it: %s", async (_, more, unusual) => {
    const input = oneFlight(more);
    expect(await fieldsOf(registerFlight(admin, input))).toEqual({ ...unusual, confirmed: "confirmUnusual" });
    expect(await codeOf(registerFlight(admin, { ...input, confirmed: true }))).toBe("OK");
    const schedule = season({ ...more, ...("arrivalTime" in more && { blockMinutes: 110 }) });
    expect(await fieldsOf(registerSeasonSchedule(admin, schedule))).toMatchObject({
      confirmed: "confirmUnusual",
    });
    expect(await codeOf(registerSeasonSchedule(admin, { ...schedule, confirmed: true }))).toBe("OK");
  });

  test("is shown by the previews, as registering requires it", async () => {
    const { designator, fares, ...timed } = oneFlight({ arrivalTime: "11:00" });
    expect(await previewFlight(admin, timed)).toMatchObject({ unusual: { arrivalTime: "blockTimeUnusual" } });
    const {
      id,
      fares: seasonFares,
      ...pattern
    } = season({ blockMinutes: 110, periodTo: addDays(today, 300) });
    expect((await previewSeasonSchedule(admin, pattern)).unusual).toEqual({
      blockMinutes: "blockTimeUnusual",
      periodTo: "longerThanSeason",
    });
    expect(
      (await previewSeasonSchedule(admin, { ...pattern, blockMinutes: 70, periodTo: pattern.periodFrom }))
        .unusual,
    ).toEqual({});
  });
});

describe("an implausible value is refused, confirmed or not", () => {
  const tooFar = addDays(today, 402);

  test.each([
    [{ arrivalTime: "09:01" }, { arrivalTime: "blockTimeImpossible" }],
    [{ arrivalTime: "08:50" }, { arrivalTime: expect.any(String) }],
    [{ departureDate: tooFar }, { departureDate: "tooFarAhead" }],
    [{ departureDate: "9999-12-25" }, { departureDate: "tooFarAhead" }],
    [
      { departureDate: "9999-12-31", departureTime: "23:50", arrivalTime: "01:00" },
      { departureDate: "tooFarAhead" },
    ],
    [fare(1), { "fares.0.amount": "tooSmall" }],
    [fare(1_000), { "fares.0.amount": "fareImpossible" }],
    [fare(40_000_000), { "fares.0.amount": "fareImpossible" }],
    [fare(10_000_000_000), { "fares.0.amount": "tooBig" }],
  ])("one flight: %j", async (more, fieldErrors) => {
    const input = oneFlight({ ...more, confirmed: true });
    expect(await fieldsOf(registerFlight(admin, input))).toEqual(fieldErrors);
  });

  test.each([
    [{ blockMinutes: 10 }, { blockMinutes: "blockTimeImpossible" }],
    [{ blockMinutes: 600 }, { blockMinutes: "blockTimeImpossible" }],
    [{ periodFrom: addDays(today, 390), periodTo: tooFar }, { periodTo: "tooFarAhead" }],
    [{ periodTo: addDays(today, 380) }, { periodTo: "periodTooLong" }],
    [
      { periodFrom: "9999-12-01", periodTo: "9999-12-31" },
      expect.objectContaining({ periodTo: "tooFarAhead" }),
    ],
  ])("a season: %j", async (more, fieldErrors) => {
    const input = season({ ...more, confirmed: true });
    expect(await fieldsOf(registerSeasonSchedule(admin, input))).toEqual(fieldErrors);
    const { id, fares, ...pattern } = input;
    expect(await fieldsOf(previewSeasonSchedule(admin, pattern))).toEqual(fieldErrors);
  });
});
