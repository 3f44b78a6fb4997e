import { expect, test } from "vitest";
import { maskText, personalDataFor } from "./personal-data";
import { anonymous, customerOf, staff } from "./testing/actors";

const email = "minji.kim@example.com";

test("who may read personal data sees it in full", () => {
  const shown = personalDataFor(staff("AGENT").actor);
  expect([shown.email(email), shown.phone("+821012345678"), shown.birthDate("1990-05-05")]).toEqual([
    email,
    "+821012345678",
    "1990-05-05",
  ]);
});

test("everybody else of the staff sees masks", () => {
  const shown = personalDataFor(staff("AUDITOR").actor);
  expect(shown.isFull).toBe(false);
  expect(["minji.kim@example.com", "ab@x.kr", "a@x.kr", "x"].map(shown.email)).toEqual([
    "mi***@example.com",
    "a***@x.kr",
    "***@x.kr",
    "***",
  ]);
  expect(["+821012345678", "010-1234-5678", "+442079460018", "1234"].map(shown.phone)).toEqual([
    "***-****-5678",
    "***-****-5678",
    "***-****-0018",
    "***",
  ]);
  expect(shown.birthDate("1990-05-05")).toBe("1990");
  expect(personalDataFor(customerOf().actor).isFull).toBe(false);
});

test("of any other text at most two characters are shown, and never all", () => {
  expect(["10.0.0.1", "KIM", "AB", "A", ""].map(maskText)).toEqual(["10***", "KI***", "A***", "***", "***"]);
});

test("nobody sees anything without a session", () => {
  expect(() => personalDataFor(anonymous.actor)).toThrow("UNAUTHENTICATED");
});
