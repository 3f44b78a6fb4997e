import { expect, it } from "vitest";
import { isConfirmed, respelledNames, strangeCharacters } from "./names";

const values = {
  "passengers.0.surname": "M\u00FCller",
  "passengers.0.givenName": "Zoe",
  "passengers.1.surname": "KIM/LEE",
  "contact.email": "m\u00FCller@example.com",
};

it("asks about each name that the ticket spells in another way, and about no other", () => {
  expect(respelledNames(values)).toEqual({ "passengers.0.surname": "MUELLER" });
});

it("takes a spelling as confirmed only when it is the one that was shown", () => {
  const respelled = respelledNames(values);
  expect(isConfirmed({}, values)).toBe(true);
  expect(isConfirmed(respelled, values)).toBe(false);
  expect(isConfirmed(respelled, { ...values, "confirmed.passengers.0.surname": "MOELLER" })).toBe(false);
  expect(isConfirmed(respelled, { ...values, "confirmed.passengers.0.surname": "MUELLER" })).toBe(true);
});

it("names the character for which a name is refused", () => {
  expect(strangeCharacters(values, { "passengers.1.surname": "nameCharacter" })).toEqual({
    "passengers.1.surname": "/",
  });
  expect(strangeCharacters(values, { "passengers.1.surname": "required" })).toEqual({});
});
