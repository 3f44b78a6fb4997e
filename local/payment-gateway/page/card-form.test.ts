import { describe, expect, it } from "vitest";
import { TEST_CARDS } from "@/local/payment-gateway/cards";
import { checkCard, sampleInput } from "./card-form";

const NOW = new Date("2026-11-15T00:00:00Z");
const GOOD = { number: "4242 4242 4242 4242", expiry: "11/26", cvc: "123", name: "HONG GILDONG" };
const card = TEST_CARDS[0];

describe("checkCard", () => {
  it("accepts every test card as the page fills it in", () => {
    for (const each of TEST_CARDS) expect(checkCard(sampleInput(each, NOW), NOW)).toBe(each);
  });

  it.each([
    { number: "" },
    { number: "5555555555554444" },
    { expiry: "" },
    { expiry: "13/28" },
    { expiry: "soon" },
    { expiry: "10/26" },
    { cvc: "12" },
    { name: "" },
  ])("names the field that is wrong in %j", (change) => {
    expect(checkCard({ ...GOOD, ...change }, NOW)).toEqual(Object.keys(change));
  });

  it.each(["11/26", "1126", "11 / 2026", "11-26"])("reads the expiry %s", (expiry) => {
    expect(checkCard({ ...GOOD, expiry }, NOW)).toBe(card);
  });

  it("takes a card to the end of its month, wherever the payer is", () => {
    expect(checkCard(GOOD, new Date("2026-12-01T11:59:00Z"))).toBe(card);
    expect(checkCard(GOOD, new Date("2026-12-01T12:00:00Z"))).toEqual(["expiry"]);
  });
});
