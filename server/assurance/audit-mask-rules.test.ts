import { expect, test } from "vitest";
import { masked, withoutPersonalData } from "./audit-mask-rules";

test("of a masked text its first two characters can be read, and the domain of an address", () => {
  expect(masked("minji.kim@example.com")).toBe("mi***@example.com");
  expect(masked("+821012345678")).toBe("+8***");
});

test("masks what is below a field of personal data, at any depth, and nothing else", () => {
  expect(
    withoutPersonalData({
      status: "CREATED",
      contact: { name: "KIM", phones: ["01012345678"], verified: true },
      passengers: [{ birthDate: "1990-01-01", seat: "12A", email: null }],
      amount: 5,
    }),
  ).toEqual({
    status: "CREATED",
    contact: { name: "KI***", phones: ["01***"], verified: true },
    passengers: [{ birthDate: "19***", seat: "12A", email: null }],
    amount: 5,
  });
});
