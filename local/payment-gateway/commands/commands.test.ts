import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CardName, cardByName } from "../cards";
import type { Change, EventType, Intent, RefundCourse, Session } from "../model";
import { checkParams, createSessionParams } from "../params";
import { Store } from "../store";
import { StripeError } from "../stripe-error";
import { createSession } from "./create-session";
import { expireSession } from "./expire-session";
import { paySession } from "./pay-session";
import { refundedAmount, refundPayment, settleRefund } from "./refund-payment";
import { settlePayment } from "./settle-payment";

const NOW = 1_800_000_000_000;
const RULES = { now: NOW, publicUrl: "http://localhost:1", slowMs: 5_000, lateMs: 60_000, lostMs: 9_000 };
const USED = { last4: "4242", expMonth: 12, expYear: 2030, name: "A" };

const FORM = {
  mode: "payment",
  line_items: [
    { price_data: { currency: "krw", unit_amount: "10000", product_data: { name: "seat" } }, quantity: "1" },
  ],
  success_url: "http://localhost:3000/ok",
};

/** A small gateway without clock, disk or network. */
class Desk {
  readonly store = new Store();
  readonly events: EventType[] = [];
  readonly session: Session;

  constructor(extra: object = {}) {
    const params = checkParams(createSessionParams, { ...FORM, ...extra });
    const { session, changes } = createSession(params, { now: NOW, minExpirySeconds: 1_800 });
    this.session = session;
    this.apply(changes);
  }

  apply(changes: Change[]): void {
    for (const change of changes) {
      this.store.apply(change);
      if (change.kind === "event") this.events.push(change.value.type);
    }
  }

  get now(): Session {
    return this.store.sessions.get(this.session.id)!;
  }

  get intent(): Intent | undefined {
    return this.now.intentId === null ? undefined : this.store.intents.get(this.now.intentId);
  }

  pay(card: CardName, now = NOW): string {
    const rules = { ...RULES, now };
    const { outcome, changes } = paySession(
      this.now,
      this.intent,
      { card: cardByName(card)!, used: USED },
      rules,
    );
    this.apply(changes);
    return outcome.kind;
  }

  expire(): string {
    const { outcome, changes } = expireSession(this.now, this.intent, RULES);
    this.apply(changes);
    return outcome;
  }

  refund(amount: number | undefined, course: RefundCourse = "at-once") {
    const earlier = this.store.refundsOf(this.intent!.id);
    const params = { payment_intent: this.intent!.id, amount, expand: [] };
    const { refund, changes } = refundPayment(params, this.intent!, earlier, {
      now: NOW,
      course,
      slowMs: 1_000,
    });
    this.apply(changes);
    return refund;
  }
}

describe("creating a session", () => {
  const create = (extra: object) => new Desk(extra);

  it("adds up the line items", () => {
    const item = (unit_amount: string, quantity: string) => ({
      price_data: { currency: "KRW", unit_amount, product_data: { name: "x" } },
      quantity,
    });
    expect(create({ line_items: [item("30000", "2"), item("4000", "1")] }).session.amountTotal).toBe(64_000);
  });

  it.each([
    [{ expires_at: String(NOW / 1000 + 1_799) }, "at least 30 minutes"],
    [{ expires_at: String(NOW / 1000 + 86_401) }, "less than 24 hours"],
    [{ line_items: [{ ...FORM.line_items[0], quantity: "0" }] }, "greater than or equal to 1"],
    [{ line_items: [{ ...FORM.line_items[0], quantity: "100000" }] }, "no more than"],
    [{ mode: "subscription" }, "Invalid mode"],
    [{ success_url: "javascript:alert(1)" }, "Not a valid URL"],
    [{ tax_id_collection: { enabled: "true" } }, "unknown parameter: tax_id_collection"],
  ])("refuses %j", (extra, message) => {
    expect(() => create(extra)).toThrow(message);
  });

  it("says which parameter is missing, empty or not a number", () => {
    const bodyOf = (extra: object) => {
      try {
        create(extra);
      } catch (error) {
        if (error instanceof StripeError) return error.body;
      }
      return undefined;
    };
    expect(bodyOf({ success_url: undefined })).toMatchObject({
      code: "parameter_missing",
      param: "success_url",
    });
    expect(bodyOf({ success_url: "" })).toMatchObject({
      code: "parameter_invalid_empty",
      param: "success_url",
    });
    const item = {
      price_data: { currency: "krw", unit_amount: "1.5", product_data: { name: "x" } },
      quantity: "1",
    };
    expect(bodyOf({ line_items: [item] })).toMatchObject({
      code: "parameter_invalid_integer",
      param: "line_items[0][price_data][unit_amount]",
    });
  });
});

describe("paying", () => {
  it("charges once, however often and with whatever card it is submitted", () => {
    const desk = new Desk();
    expect(desk.pay("success")).toBe("complete");
    const first = desk.intent;
    expect(desk.pay("success")).toBe("complete");
    expect(desk.pay("declined")).toBe("complete");
    expect(desk.intent).toEqual(first);
    expect(desk.events).toEqual(["payment_intent.succeeded", "checkout.session.completed"]);
  });

  it("lets a declined session be paid with another card, on the same intent", () => {
    const desk = new Desk();
    expect(desk.pay("insufficient")).toBe("declined");
    const declined = desk.intent!;
    expect(declined).toMatchObject({
      status: "requires_payment_method",
      charge: { decline: "insufficient_funds" },
    });
    expect(desk.pay("success")).toBe("complete");
    expect(desk.intent).toMatchObject({ id: declined.id, status: "succeeded" });
  });

  it("takes no money after the deadline, even if the timer is late", () => {
    const desk = new Desk();
    expect(desk.pay("success", desk.session.expiresAt)).toBe("expired");
    expect(desk.intent).toBeUndefined();
  });

  it.each([
    ["slow", "succeeded", "paid", "checkout.session.async_payment_succeeded"],
    ["slow-fail", "requires_payment_method", "unpaid", "checkout.session.async_payment_failed"],
  ] as const)("answers the %s card later", (card, status, paymentStatus, event) => {
    const desk = new Desk();
    expect(desk.pay(card)).toBe("complete");
    expect(desk.now).toMatchObject({ status: "complete", paymentStatus: "unpaid" });
    expect(desk.intent).toMatchObject({ status: "processing", settlement: { at: NOW + 5_000 } });
    desk.apply(settlePayment(desk.now, desk.intent!, RULES));
    expect(desk.intent).toMatchObject({ status });
    expect(desk.now.paymentStatus).toBe(paymentStatus);
    expect(desk.events.at(-1)).toBe(event);
    expect(settlePayment(desk.now, desk.intent!, RULES)).toEqual([]);
  });

  it("holds back the webhooks of a payment whose reply is lost", () => {
    const desk = new Desk();
    expect(desk.pay("reply-lost")).toBe("reply-lost");
    expect(desk.intent?.status).toBe("succeeded");
    expect([...desk.store.deliveries.values()].map((one) => one.nextAttemptAt)).toEqual([
      NOW + 9_000,
      NOW + 9_000,
    ]);
    expect(desk.pay("success")).toBe("reply-lost");
  });
});

describe("expiring", () => {
  it("closes an open session and the payment that was declined on it", () => {
    const desk = new Desk();
    desk.pay("declined");
    expect(desk.expire()).toBe("expired");
    expect(desk.intent?.status).toBe("canceled");
    expect(desk.pay("success")).toBe("expired");
    expect(desk.events.at(-1)).toBe("checkout.session.expired");
  });

  it("is refused once the session is paid or expired", () => {
    const desk = new Desk();
    desk.pay("success");
    expect(desk.expire()).toBe("refused");
    expect(desk.now.status).toBe("complete");
  });

  it("captures a late card instead, once", () => {
    const desk = new Desk();
    expect(desk.pay("late")).toBe("processing");
    expect(desk.now).toMatchObject({ status: "open", paymentStatus: "unpaid" });
    expect(desk.pay("success")).toBe("processing");
    expect(desk.expire()).toBe("captured");
    expect(desk.now).toMatchObject({ status: "complete", paymentStatus: "paid" });
    expect(desk.expire()).toBe("refused");
    expect(settlePayment(desk.now, desk.intent!, RULES)).toEqual([]);
    expect(desk.events).toEqual(["payment_intent.succeeded", "checkout.session.completed"]);
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

  it("gives a bounced refund's amount back", () => {
    const desk = new Desk();
    desk.pay("success");
    const bounced = desk.refund(10_000, "bounces");
    expect(() => desk.refund(1)).toThrow("already been refunded");
    const all = desk.store.refundsOf(desk.intent!.id);
    desk.apply(settleRefund(bounced, desk.intent!, all, NOW));
    expect(desk.events.slice(-2)).toEqual(["refund.updated", "refund.failed"]);
    expect(desk.refund(undefined).amount).toBe(10_000);
  });

  it("takes back a refund that had gone through, and leaves one that is done alone", () => {
    const desk = new Desk();
    desk.pay("refund-returns");
    const returned = desk.refund(10_000, desk.intent!.refunds);
    expect(returned.status).toBe("succeeded");
    const settle = () =>
      settleRefund(desk.store.refunds.get(returned.id)!, desk.intent!, [...desk.store.refunds.values()], NOW);
    desk.apply(settle());
    expect(desk.events.slice(-2)).toEqual(["refund.updated", "refund.failed"]);
    expect(settle()).toEqual([]);
    expect(desk.refund(undefined).amount).toBe(10_000);
  });

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
            const all = desk.store.refundsOf(refund.intentId);
            if (settle) desk.apply(settleRefund(refund, desk.intent!, all, NOW));
          } catch (error) {
            expect(error).toBeInstanceOf(StripeError);
          }
          expect(refundedAmount(desk.store.refundsOf(desk.intent!.id))).toBeLessThanOrEqual(10_000);
        }
      }),
    );
  });
});
