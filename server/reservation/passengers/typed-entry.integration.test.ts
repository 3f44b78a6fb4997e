import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { acceptPayment, enterPassengers } from "@/server/reservation";
import { findReservations, findTrip, getBooking, getBookingByLocator } from "@/server/reservation/queries";
import {
  adult,
  customer,
  flightOnSale,
  hold,
  paymentOf,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";
import { addDays, addYears, KOREA_ZONE, toLocal } from "@/server/shared/time";

const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "10.0.0.2" },
};
const anyone = (): RequestContext => ({ actor: { kind: "ANONYMOUS", address: uuidv7() } });

beforeAll(policies);
afterAll(closeDatabase);

type Typed = { passenger?: object; contact?: object };

async function entered({ passenger = {}, contact = {} }: Typed) {
  const ctx = customer();
  const held = await hold(ctx, await flightOnSale());
  await enterPassengers(ctx, {
    reservationId: held.reservationId,
    passengers: [{ ...adult(), ...passenger }],
    contact: { email: "minji@example.com", ...contact },
  });
  return { ctx, ...held };
}

async function created(typed: Typed) {
  const held = await entered(typed);
  await acceptPayment(system, await paymentOf(held.ctx, held));
  return held;
}

const fieldErrorsOf = (work: Promise<unknown>) =>
  work.then(
    () => ({}),
    (error) => (error instanceof AppError ? error.details.fieldErrors : error),
  );

test("pasted names, phone numbers and addresses are stored in their canonical form", async () => {
  const { ctx, reservationId } = await entered({
    passenger: {
      surname: "\u00A0Mu\u0308ller\u200B",
      givenName: "Ｚｏｅ‑Ann",
      koreanName: "뮐러".normalize("NFD"),
      birthDate: "１９９００５０５",
      nationality: "ｋr",
    },
    contact: { email: "Zoe@한국.kr", phone: "(02) 123-4567" },
  });
  expect(await getBooking(ctx, reservationId)).toMatchObject({
    contactEmail: "Zoe@xn--3e0b707e.kr",
    contactPhone: "+8221234567",
    passengers: [
      {
        ...{ surname: "MUELLER", givenName: "ZOE-ANN", koreanName: "뮐러", birthDate: "1990-05-05" },
        nationality: "KR",
      },
    ],
  });
});

test("a trip is found however its locator and surname are pasted", async () => {
  const { ctx, locator } = await created({ passenger: { surname: "O'BRIEN" } });
  const spaced = `${locator.slice(0, 3)}\u2011${locator.slice(3)}\u200B`;
  for (const surname of ["O‘BRIEN", "o´brien", "Ｏ＇Ｂｒｉｅｎ", "O' Brien", "OBRIEN\u200B"])
    expect((await findTrip(anyone(), { locator: spaced, surname })).locator, surname).toBe(locator);
  expect((await getBookingByLocator(ctx, spaced)).locator).toBe(locator);
});

test("a trip is found by a surname with marked letters in both passport spellings", async () => {
  for (const surname of ["GUEL", "GUL"]) {
    const { locator } = await created({ passenger: { surname } });
    expect((await findTrip(anyone(), { locator, surname: "Gül" })).locator).toBe(locator);
    expect(await codeOf(findTrip(anyone(), { locator, surname: "Gal" }))).toBe("NOT_FOUND");
  }
});

describe("impossible birth dates", () => {
  const today = toLocal(new Date(), KOREA_ZONE).date;

  test.each([
    ["before 1900", "1899-12-31"],
    ["in the first year", "0001-01-01"],
    ["121 years ago", addYears(today, -121)],
  ])("%s are refused", async (_, birthDate) => {
    expect(await fieldErrorsOf(entered({ passenger: { birthDate } }))).toEqual({
      "passengers.0.birthDate": "bornTooLongAgo",
    });
  });

  test("a passenger of 120 years is taken, also in a hold that is complete at once", async () => {
    const birthDate = addDays(addYears(today, -121), 2);
    await entered({ passenger: { birthDate } });
    const whole = (person: object) =>
      flightOnSale().then((flight) =>
        hold(customer(), flight, {
          passengers: [{ ...adult(), ...person }],
          contact: { email: "a@example.com" },
        }),
      );
    await whole({ birthDate });
    expect(await fieldErrorsOf(whole({ birthDate: "1899-12-31" }))).toEqual({
      "passengers.0.birthDate": "bornTooLongAgo",
    });
  });
});

test.each([
  [{ passenger: { koreanName: "\u3164" } }, { "passengers.0.koreanName": "hangul" }],
  [{ passenger: { nationality: "XX" } }, { "passengers.0.nationality": "nationality" }],
  [{ passenger: { koreanName: "ㅋㅋㅋ" } }, { "passengers.0.koreanName": "hangul" }],
  [{ passenger: { surname: "KIM\0" } }, { "passengers.0.surname": "hiddenCharacter" }],
  [{ passenger: { givenName: "MINJI MS" } }, { "passengers.0.givenName": "nameTitle" }],
  [{ contact: { phone: "+------" } }, { "contact.phone": "phone" }],
  [{ contact: { email: "kim@example.com\r\nBcc: lee@example.com" } }, { "contact.email": "email" }],
])("%j is refused: %j", async (typed, fieldErrors) => {
  expect(await fieldErrorsOf(entered(typed))).toEqual(fieldErrors);
});

describe("staff find", () => {
  const found = async (q: string) => (await findReservations(admin, { q })).rows.map((row) => row.id);

  test("a name and an address however they are pasted", async () => {
    const { reservationId } = await entered({
      passenger: { surname: "YANGNAM", givenName: "SEO-YEON", koreanName: "양남 서연" },
      contact: { email: "seoyeon@한국.kr" },
    });
    for (const q of [
      "ＹＡＮＧＮＡＭ",
      "Yangnam\u200B Seo‑Yeon",
      "yangnam\u00A0seo – yeon",
      "양남서연".normalize("NFD"),
      "seoyeon@한국.kr",
      "SEOYEON@xn--3e0b707e.kr",
      "seoyeon@xn--3e",
    ])
      expect(await found(q), q).toEqual([reservationId]);
  });

  test("nothing for a text that is no name", async () => {
    for (const q of ["\0YANGNAM\0LEE", "\u3164", "YANGNAM\ud800LEE", "\u202E@", "@\0"])
      expect(await found(q), q).toEqual([]);
  });
});
