import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { retryDelayMs, signatureHeader } from "./webhooks";

const { webhooks } = new Stripe("sk_test_unused");
const BODY = JSON.stringify({ id: "evt_1", object: "event", type: "checkout.session.completed" });

describe("signatureHeader", () => {
  it("is what the stripe package accepts", () => {
    const header = signatureHeader(BODY, "whsec_right", Date.now());
    expect(webhooks.constructEvent(BODY, header, "whsec_right").id).toBe("evt_1");
  });

  it("holds for no other secret, body or time", () => {
    const header = signatureHeader(BODY, "whsec_right", Date.now());
    expect(() => webhooks.constructEvent(BODY, header, "whsec_wrong")).toThrow();
    expect(() => webhooks.constructEvent(`${BODY} `, header, "whsec_right")).toThrow();
    const old = signatureHeader(BODY, "whsec_right", Date.now() - 10 * 60 * 1000);
    expect(() => webhooks.constructEvent(BODY, old, "whsec_right")).toThrow("tolerance");
  });
});

describe("retryDelayMs", () => {
  it("doubles from half a second to half a minute", () => {
    const delays = [1, 2, 3, 7, 50].map((attempts) => retryDelayMs(attempts, 0));
    expect(delays).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
  });

  it("spreads retries by up to a fifth", () => {
    expect(retryDelayMs(1, 0.999)).toBeLessThanOrEqual(600);
  });
});
