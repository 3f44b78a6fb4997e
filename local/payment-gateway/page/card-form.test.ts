import { describe, expect, it } from "vitest";
import { hasValidCheckDigit, TEST_CARDS } from "../cards";
import { checkCard, sampleInput } from "./card-form";
import { chooseLanguage } from "./copy";

const NOW = new Date("2026-11-15T00:00:00Z");
const GOOD = { number: "4242 4242 4242 4242", expiry: "11/26", cvc: "123", name: "HONG GILDONG" };

function errorsOf(change: Partial<typeof GOOD>, now = NOW) {
  const checked = checkCard({ ...GOOD, ...change }, now);
  return checked.ok ? {} : checked.errors;
}

describe("checkCard", () => {
  it("accepts every test card as the page fills it in", () => {
    for (const card of TEST_CARDS) {
      expect(hasValidCheckDigit(card.number), card.name).toBe(true);
      expect(checkCard(sampleInput(card, NOW), NOW)).toMatchObject({ ok: true, card });
    }
  });

  it("keeps of the card no more than its last four digits", () => {
    const checked = checkCard(GOOD, NOW);
    expect(checked.ok && checked.used).toEqual({
      last4: "4242",
      expMonth: 11,
      expYear: 2026,
      name: "HONG GILDONG",
    });
  });

  it.each([
    [{ number: "" }, { number: "number-missing" }],
    [{ number: "4242 4242 4242 4241" }, { number: "number-invalid" }],
    [{ number: "hello" }, { number: "number-invalid" }],
    [{ number: "5555555555554444" }, { number: "number-unknown" }],
    [{ expiry: "" }, { expiry: "expiry-missing" }],
    [{ expiry: "13/28" }, { expiry: "expiry-invalid" }],
    [{ expiry: "soon" }, { expiry: "expiry-invalid" }],
    [{ expiry: "10/26" }, { expiry: "expiry-past" }],
    [{ cvc: "" }, { cvc: "cvc-missing" }],
    [{ cvc: "12" }, { cvc: "cvc-invalid" }],
    [{ name: "" }, { name: "name-missing" }],
  ])("tells %j as %j", (change, errors) => {
    expect(errorsOf(change)).toEqual(errors);
  });

  it.each(["11/26", "1126", "11 / 2026", "11-26"])("reads the expiry %s", (expiry) => {
    expect(errorsOf({ expiry })).toEqual({});
  });

  it("takes a card to the end of its month, wherever the payer is", () => {
    expect(errorsOf({}, new Date("2026-12-01T11:59:00Z"))).toEqual({});
    expect(errorsOf({}, new Date("2026-12-01T12:00:00Z"))).toEqual({ expiry: "expiry-past" });
  });
});

describe("chooseLanguage", () => {
  it.each([
    ["ko", "en-US", "ko"],
    ["en", "ko-KR", "en"],
    ["auto", "en-GB,en;q=0.9,ko;q=0.8", "en"],
    ["auto", "en;q=0.5,ko;q=0.8", "ko"],
    ["auto", "ja,en;q=0.4", "en"],
    ["auto", "fr", "ko"],
    [null, undefined, "ko"],
  ])("session %s, browser %s: %s", (locale, accept, expected) => {
    expect(chooseLanguage(locale, accept)).toBe(expected);
  });
});
