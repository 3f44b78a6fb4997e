import { expect, it } from "vitest";
import { readPassengerEntry } from "./passenger-entry";

it("reads the passengers of the form in order, and the contact", () => {
  const values = {
    "passengers.0.type": "ADULT",
    "passengers.0.surname": "HONG",
    "passengers.0.givenName": "GILDONG",
    "passengers.0.birthDate": "19900131",
    "passengers.0.gender": "M",
    "passengers.0.nationality": "KR",
    "passengers.1.type": "INFANT",
    "contact.email": "a@b.example",
  };
  expect(readPassengerEntry(values)).toEqual({
    passengers: [
      {
        type: "ADULT",
        surname: "HONG",
        givenName: "GILDONG",
        koreanName: "",
        birthDate: "19900131",
        gender: "M",
        nationality: "KR",
      },
      {
        type: "INFANT",
        surname: "",
        givenName: "",
        koreanName: "",
        birthDate: "",
        gender: "",
        nationality: "",
      },
    ],
    contact: { email: "a@b.example", phone: "" },
  });
});
