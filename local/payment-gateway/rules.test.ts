import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CardName, TEST_CARDS } from "./cards";
import { expireSession, newSession, paySession, settlePayment } from "./checkout";
import type { Change, EventType, RefundCourse } from "./model";
import { newRefund, refundedAmount, settleRefund } from "./refunds";
import { REPLY_LIFETIME_MS, Store } from "./store";
import { StripeError } from "./stripe-error";

const NOW = 1_800_000_000_000;
const RULES = { slowMs: 5_000, lateMs: 60_000, lostMs: 9_000 };

/** A small gateway without clock, disk or network; its session is for 10,000 won. */
class Desk {
  readonly store = new Store();
  readonly events: EventType[] = [];
  readonly #id: string;

  constructor(order: { expires_at?: number; quantity?: number } = {}) {
    const { quantity = 1, expires_at } = order;
    const price_data = { currency: "krw" as const, unit_amount: 10_000, product_data: { name: "seat" } };
    const params = {
      ...{ mode: "payment" as const, success_url: "http://localhost:3000/ok", expires_at },
      line_items: [{ price_data, quantity }],
    };
    const session = newSession(params, { now: NOW, minExpirySeconds: 1_800 });
    this.#id = session.id;
    this.apply([{ kind: "session", value: session }]);
  }

  apply(changes: Change[]): void {
    for (const change of changes) {
      this.store.apply(change);
      if (change.kind === "event") this.events.push(change.value.type);
    }
  }

  get checkout() {
    return this.store.checkout(this.#id)!;
  }

  get intent() {
    return this.checkout.intent!;
  }

  pay(name: CardName, now = NOW): string {
    const card = TEST_CARDS.find((one) => one.name === name)!;
    const { outcome, changes } = paySession(this.checkout, card, { ...RULES, now });
    this.apply(changes);
    return outcome;
  }

  expire(): string {
    this.apply(expireSession(this.checkout, NOW));
    return this.checkout.session.status;
  }

  refund(amount: number | undefined, course: RefundCourse = "at-once") {
    const earlier = this.store.refundsOf(this.intent.id);
    const params = { payment_intent: this.intent.id, amount };
    const refund = newRefund(params, this.intent, earlier, { now: NOW, course, slowMs: 1_000 });
    this.apply([{ kind: "refund", value: refund }]);
    return refund;
  }

  settleRefund(id: string): Change[] {
    const changes = settleRefund(this.store.refund.get(id)!, NOW);
    this.apply(changes);
    return changes;
  }
}

describe("a new session", () => {
  it.each([
    [{ expires_at: NOW / 1000 + 1_799 }, "at least 30 minutes"],
    [{ expires_at: NOW / 1000 + 86_401 }, "less than 24 hours"],
    [{ quantity: 100_000 }, "The total amount due"],
  ])("is refused for %j", (order, message) => {
    expect(() => new Desk(order)).toThrow(message);
  });

  it("adds up its line items", () => {
    expect(new Desk({ quantity: 3 }).checkout.session.amountTotal).toBe(30_000);
  });
});

describe("paying", () => {
  it("charges once, however often and with whatever card it is submitted", () => {
    const desk = new Desk();
    expect(desk.pay("success")).toBe("complete");
    const first = desk.intent;
    expect([desk.pay("success"), desk.pay("declined")]).toEqual(["complete", "complete"]);
    expect(desk.intent).toEqual(first);
    expect(desk.events).toEqual(["checkout.session.completed"]);
  });

  it("takes no money after the deadline, even if the timer is late", () => {
    const desk = new Desk();
    expect(desk.pay("success", desk.checkout.session.expiresAt)).toBe("expired");
    expect(desk.checkout.intent).toBeUndefined();
  });
});

describe("expiring", () => {
  it("closes an open session and the payment that was declined on it", () => {
    const desk = new Desk();
    desk.pay("declined");
    expect(desk.expire()).toBe("expired");
    expect(desk.intent.status).toBe("canceled");
    expect(desk.pay("success")).toBe("expired");
    expect(desk.events.at(-1)).toBe("checkout.session.expired");
  });

  it("leaves a paid session as it is, and captures a late card instead, once", () => {
    const desk = new Desk();
    expect([desk.pay("late"), desk.pay("success")]).toEqual(["processing", "processing"]);
    expect(desk.checkout.session).toMatchObject({ status: "open", paymentStatus: "unpaid" });
    expect(desk.expire()).toBe("complete");
    expect(desk.checkout.session.paymentStatus).toBe("paid");
    expect([expireSession(desk.checkout, NOW), settlePayment(desk.checkout, NOW)]).toEqual([[], []]);
    expect(desk.events).toEqual(["checkout.session.completed"]);
  });
});

describe("refunding", () => {
  it("returns the rest when no amount is given, and nothing after that", () => {
    const desk = new Desk();
    desk.pay("success");
    desk.refund(3_000);
    expect(desk.refund(undefined).amount).toBe(7_000);
    expect(() => desk.refund(undefined)).toThrow("already been refunded");
  });

  it("refuses a payment that was not captured", () => {
    const desk = new Desk();
    desk.pay("declined");
    expect(() => desk.refund(undefined)).toThrow("successful charge");
  });

  it.each(["bounces", "returns"] as const)(
    "makes the money of a refund that %s available again",
    (course) => {
      const desk = new Desk();
      desk.pay("success");
      const { id, status } = desk.refund(10_000, course);
      expect(status).toBe(course === "bounces" ? "pending" : "succeeded");
      expect(() => desk.refund(1)).toThrow("already been refunded");
      desk.settleRefund(id);
      expect(desk.events.slice(-2)).toEqual(["refund.updated", "refund.failed"]);
      expect(desk.settleRefund(id)).toEqual([]);
      expect(desk.refund(undefined).amount).toBe(10_000);
    },
  );

  it("never returns more than was captured, whatever is asked for in whatever order", () => {
    const request = fc.record({
      amount: fc.option(fc.integer({ min: 1, max: 12_000 }), { nil: undefined }),
      course: fc.constantFrom("at-once", "later", "bounces", "returns"),
      settle: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
        const desk = new Desk();
        desk.pay("success");
        for (const { amount, course, settle } of requests) {
          try {
            const refund = desk.refund(amount, course);
            if (settle) desk.settleRefund(refund.id);
          } catch (error) {
            expect(error).toBeInstanceOf(StripeError);
          }
          expect(refundedAmount(desk.store.refundsOf(desk.intent.id))).toBeLessThanOrEqual(10_000);
        }
      }),
    );
  });
});

it("forgets the answer under an idempotency key after 24 hours, not before", () => {
  const store = new Store();
  const reply = { endpoint: "/v1/refunds", fingerprint: "f", status: 200, body: "{}" };
  store.apply({ kind: "reply", value: { ...reply, key: "old", createdAt: 0 } });
  store.apply({ kind: "reply", value: { ...reply, key: "new", createdAt: 1_000 } });
  expect(store.savedReply("old", REPLY_LIFETIME_MS - 1)?.key).toBe("old");
  expect(store.savedReply("old", REPLY_LIFETIME_MS)).toBeUndefined();
  expect(store.savedReply("new", REPLY_LIFETIME_MS)?.key).toBe("new");
});
