import { describe, expect, it } from "vitest";
import { isoBirthDate, readPassengerEntry } from "./passenger-entry";

describe("isoBirthDate", () => {
  it.each(["19900131", "1990-01-31", "1990.1.31", "1990. 1. 31.", " 1990/01/31 "])("reads %s", (text) =>
    expect(isoBirthDate(text)).toBe("1990-01-31"),
  );
  it.each(["", "900131", "soon"])("leaves %j for the schema to refuse", (text) =>
    expect(isoBirthDate(text)).toBe(text),
  );
});

it("reads each passenger of the form in order, and whom to reach", () => {
  const values = {
    "passengers.0.type": "ADULT",
    "passengers.0.surname": "HONG",
    "passengers.0.givenName": "GILDONG",
    "passengers.0.birthDate": "19900131",
    "passengers.0.gender": "M",
    "passengers.1.type": "INFANT",
    "contact.email": " a@b.example ",
  };
  expect(readPassengerEntry(values)).toEqual({
    passengers: [
      {
        type: "ADULT",
        surname: "HONG",
        givenName: "GILDONG",
        koreanName: "",
        birthDate: "1990-01-31",
        gender: "M",
      },
      { type: "INFANT", surname: "", givenName: "", koreanName: "", birthDate: "", gender: "" },
    ],
    contact: { email: "a@b.example", phone: "" },
  });
});
