import { describe, expect, it } from "vitest";
import { parseLocator } from "@/server/reservation/domain/locator";
import { parseTicketNumber } from "@/server/reservation/domain/ticket-number";
import {
  enterPassengersInput,
  findTripInput,
  searchInput,
  searchReservationsInput,
} from "@/server/reservation/schemas";
import { fieldErrorsOf } from "@/server/shared/parse";
import { agesInput } from "./passenger-schemas";

const person = {
  type: "ADULT",
  surname: "KIM",
  givenName: "MINJI",
  koreanName: "",
  birthDate: "1990-05-05",
  gender: "F",
};
const entered = (passenger: object, contact: object = {}) =>
  enterPassengersInput.safeParse({
    reservationId: "018f0000-0000-7000-8000-000000000000",
    passengers: [{ ...person, ...passenger }],
    contact: { email: "kim@example.com", ...contact },
  });

describe("what is typed for a passenger", () => {
  it.each([
    [{ surname: "ＫＩＭ" }, { surname: "KIM" }],
    [
      { surname: "Müller", givenName: "Zoë" },
      { surname: "MUELLER", givenName: "ZOE" },
    ],
    [{ koreanName: "김민지".normalize("NFD") }, { koreanName: "김민지" }],
    [{ koreanName: " \u200B" }, { koreanName: null }],
    [{}, { nationality: null }],
    [{ nationality: "" }, { nationality: null }],
    [{ nationality: " ｋr" }, { nationality: "KR" }],
    [{ birthDate: "１９９００５０５" }, { birthDate: "1990-05-05" }],
    [{ birthDate: "1990.05.05" }, { birthDate: "1990-05-05" }],
  ])("%j is taken as %j", (typed, taken) => {
    expect(entered(typed).data?.passengers[0]).toMatchObject(taken);
  });

  it.each([
    [{ surname: "KIM2" }, "passengers.0.surname", "nameDigits"],
    [{ surname: "A".repeat(500) }, "passengers.0.surname", "tooBig"],
    [{ koreanName: "\u3164" }, "passengers.0.koreanName", "hangul"],
    [{ koreanName: "ㅋㅋㅋ" }, "passengers.0.koreanName", "hangul"],
    [{ koreanName: "㈜" }, "passengers.0.koreanName", "hangul"],
    [{ nationality: "ZZ" }, "passengers.0.nationality", "nationality"],
    [{ nationality: "KOR" }, "passengers.0.nationality", "nationality"],
    [{ nationality: "대한민국" }, "passengers.0.nationality", "nationality"],
    [{ birthDate: "19900231" }, "passengers.0.birthDate", "noSuchDate"],
    [{ birthDate: "1990" }, "passengers.0.birthDate", "date"],
  ])("%j is refused at %s: %s", (typed, field, key) => {
    const { error } = entered(typed);
    expect(error && fieldErrorsOf(error)).toEqual({ [field]: key });
  });

  it("has the same birth date in the age checks while another field is wrong", () => {
    expect(
      agesInput.parse({ passengers: [{ ...person, birthDate: "１９９００５０５" }] }).passengers[0]
        ?.birthDate,
    ).toBe("1990-05-05");
  });
});

describe("what is typed as a contact", () => {
  it.each([
    [{ email: "a&b@example.com" }, { email: "a&b@example.com" }],
    [{ email: "kim@한국.kr" }, { email: "kim@xn--3e0b707e.kr" }],
    [{ phone: "(02) 123-4567" }, { phone: "+8221234567" }],
    [{ phone: "" }, { phone: null }],
    [{ phone: null }, { phone: null }],
  ])("%j is taken as %j", (typed, taken) => {
    expect(entered({}, typed).data?.contact).toMatchObject(taken);
  });

  it.each([
    [{ email: "kim@example-.com" }, "contact.email", "email"],
    [{ email: "kim@example.com\r\nBcc: lee@example.com" }, "contact.email", "email"],
    [{ phone: "+------" }, "contact.phone", "phone"],
  ])("%j is refused at %s: %s", (typed, field, key) => {
    const { error } = entered({}, typed);
    expect(error && fieldErrorsOf(error)).toEqual({ [field]: key });
  });
});

describe("what is typed to find a trip", () => {
  it.each(["K7M2QX\u200B", "ｋ７ｍ２ｑｘ", "K7M–2QX", " k7m 2qx ", "K7M‑2QX", "\uFEFFK7M2QX"])(
    "%j is the locator K7M2QX",
    (typed) => {
      expect(parseLocator(typed)).toBe("K7M2QX");
      expect(findTripInput.parse({ locator: typed, surname: "ＫＩＭ" })).toEqual({
        locator: "K7M2QX",
        surname: ["KIM"],
      });
    },
  );

  it.each([
    [{ locator: "\u200B", surname: "KIM" }, { locator: "required" }],
    [{ locator: "K7M2Q\0", surname: "KIM" }, { locator: "locator" }],
    [{ locator: "K7M2QX", surname: "\u200B" }, { surname: "required" }],
    [{ locator: "K7M2QX", surname: "김" }, { surname: "romanName" }],
    [{ locator: "K7M2QX", surname: "KI\0M" }, { surname: "romanName" }],
  ])("%j is refused: %j", (typed, fieldErrors) => {
    const { error } = findTripInput.safeParse(typed);
    expect(error && fieldErrorsOf(error)).toEqual(fieldErrors);
  });

  it("may be a ticket number with whatever dashes", () => {
    expect(parseTicketNumber("９８８–0000000001\u200B")).toBe("9880000000001");
  });

  it("may be searched for by staff without what cannot be stored", () => {
    expect(searchReservationsInput.parse({ q: "\uFEFFＫＩＭ\0MINJI\u200B " }).q).toBe("KIM MINJI");
  });
});

it("an airport is taken in full-width letters too", () => {
  expect(searchInput.parse({ from: "ｇｍｐ", to: "CJU\u200B", depart: "2026-12-01" })).toMatchObject({
    from: "GMP",
    to: "CJU",
  });
});
