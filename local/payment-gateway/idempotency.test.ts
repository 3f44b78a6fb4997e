import { describe, expect, it } from "vitest";
import { parseForm } from "./form";
import { checkKey, checkSameRequest, fingerprint } from "./idempotency";
import type { SavedReply } from "./model";
import { REPLY_LIFETIME_MS, Store } from "./store";

const print = (body: string) => fingerprint(parseForm(body));

function reply(change: Partial<SavedReply> = {}): SavedReply {
  const base = {
    key: "k",
    endpoint: "/v1/refunds",
    requestId: "req_1",
    status: 200,
    body: "{}",
    createdAt: 0,
  };
  return { ...base, fingerprint: print("payment_intent=pi_1&amount=5"), ...change };
}

describe("idempotency", () => {
  it("takes the same parameters in another order for the same request", () => {
    expect(print("a[x]=1&a[y]=2&b=3")).toBe(print("b=3&a[y]=2&a[x]=1"));
  });

  it("tells different parameters apart", () => {
    expect(print("amount=5")).not.toBe(print("amount=50"));
    expect(print("a=1&b=2")).not.toBe(print("a=1"));
    expect(print("a[b]=c")).not.toBe(print("a[0]=c"));
  });

  it("refuses a key that was used for other parameters or another endpoint", () => {
    expect(() =>
      checkSameRequest(reply(), "/v1/refunds", print("payment_intent=pi_1&amount=5")),
    ).not.toThrow();
    expect(() => checkSameRequest(reply(), "/v1/refunds", print("amount=6"))).toThrow("same parameters");
    expect(() => checkSameRequest(reply(), "/v1/checkout/sessions", reply().fingerprint)).toThrow(
      "same endpoint",
    );
  });

  it("refuses keys longer than 255 characters", () => {
    expect(() => checkKey("k".repeat(255))).not.toThrow();
    expect(() => checkKey("k".repeat(256))).toThrow("255");
  });

  it("forgets a saved answer after 24 hours, not before", () => {
    const store = new Store();
    store.apply({ kind: "reply", value: reply({ key: "old", createdAt: 0 }) });
    store.apply({ kind: "reply", value: reply({ key: "new", createdAt: 1_000 }) });
    store.forgetOldReplies(REPLY_LIFETIME_MS - 1);
    expect([...store.replies.keys()]).toEqual(["old", "new"]);
    store.forgetOldReplies(REPLY_LIFETIME_MS);
    expect([...store.replies.keys()]).toEqual(["new"]);
  });
});
