import { eq, isNull } from "drizzle-orm";
import Stripe from "stripe";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { deadLetters } from "@/db/schema/assurance";
import { payments } from "@/db/schema/payment";
import { replayDeadLetter, resolveDeadLetter } from "@/server/assurance";
import { replayNotice } from "@/server/flows/take-notice";
import { stripeGateway } from "@/server/payment/stripe-gateway";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { POST } from "./route";

const { followUp } = vi.hoisted(() => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp }));

const url = process.env.DATABASE_URL;
beforeEach(() => followUp.mockClear());
afterAll(closeDatabase);

async function openPayment(id = uuidv7()) {
  await database().insert(payments).values({
    id,
    reservationId: uuidv7(),
    customerId: uuidv7(),
    locator: "BCDFGH",
    locale: "ko",
    attempt: 1,
    amount: 98_000,
    status: "PENDING",
    dueAt: new Date(),
  });
  return id;
}

/** A notice that the page was closed unpaid: it concerns only this context. */
const closed = (paymentId: string) =>
  JSON.stringify({
    id: `evt_${uuidv7()}`,
    object: "event",
    type: "checkout.session.expired",
    data: { object: { id: `cs_${paymentId}`, status: "expired", metadata: { paymentId } } },
  });

const SECRET: string = TEST_ENVIRONMENT.STRIPE_WEBHOOK_SECRET;
const nowSeconds = () => Math.floor(Date.now() / 1_000);
const send = (payload: string, { secret = SECRET, ageSeconds = 0 } = {}) => {
  const timestamp = nowSeconds() - ageSeconds;
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  return deliver(payload, { "stripe-signature": signature });
};
const deliver = (body: string, headers: HeadersInit = {}) =>
  POST(new Request("http://localhost/api/payments/webhook", { method: "POST", body, headers }));
const statusOf = async (id: string) =>
  (await database().select().from(payments).where(eq(payments.id, id)))[0]?.status;

test("a signed notice is taken, and answered once it is committed", async () => {
  const id = await openPayment();
  expect((await send(closed(id))).status).toBe(200);
  expect(await statusOf(id)).toBe("CLOSED");
  expect(followUp).toHaveBeenCalledOnce();
});

test("a notice that is signed with the old and the new secret is taken with either", async () => {
  const id = await openPayment();
  const payload = closed(id);
  const signed = (secret: string) =>
    Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: nowSeconds() });
  const [, old] = signed("whsec_of_before_the_change").split(",");
  const [timestamp, now] = signed(SECRET).split(",");
  expect((await deliver(payload, { "stripe-signature": [timestamp, old, now].join(",") })).status).toBe(200);
  expect(await statusOf(id)).toBe("CLOSED");
});

test("unsigned, forged, changed and old notices are refused for good and change nothing", async () => {
  const id = await openPayment();
  const payload = closed(id);
  const signature = Stripe.webhooks.generateTestHeaderString({
    payload: closed(uuidv7()),
    secret: SECRET,
  });
  const answers = [
    await deliver(payload),
    await send(payload, { secret: "whsec_somebody_else" }),
    await deliver(payload, { "stripe-signature": signature }),
    await send(payload, { ageSeconds: 3_600 }),
  ];
  expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400, 400]);
  expect(await statusOf(id)).toBe("PENDING");
  expect(followUp).not.toHaveBeenCalled();
});

test("a body without an end is not read to its end", async () => {
  let parts = 0;
  const pull = (controller: ReadableStreamDefaultController) => {
    parts += 1;
    controller.enqueue(new Uint8Array(65_536));
  };
  const send = (headers: HeadersInit) => {
    const body = new ReadableStream({ pull }, { highWaterMark: 0 });
    const request = { method: "POST", body, duplex: "half", headers } as RequestInit;
    return POST(new Request("http://localhost/api/payments/webhook", request));
  };
  // An unsigned body is not read.
  expect([(await send({})).status, parts]).toEqual([400, 0]);
  expect((await send({ "stripe-signature": "t=1,v1=x" })).status).toBe(413);
  expect(parts).toBeLessThan(40);
});

test("a notice that cannot be written down is asked for again", async () => {
  const id = await openPayment();
  await closeDatabase();
  process.env.DATABASE_URL = "postgres://msa@127.0.0.1:1/msa";
  const answer = await send(closed(id));
  process.env.DATABASE_URL = url;
  expect(answer.status).toBe(503);
  expect(answer.headers.get("Retry-After")).toBe("5");
  expect(await statusOf(id)).toBe("PENDING");
});

describe("a signed notice that can never be taken", () => {
  const letters = () =>
    database().select().from(deadLetters).where(isNull(deadLetters.resolvedAt)).orderBy(deadLetters.parkedAt);
  const event = (type: string, object: unknown) => ({
    id: `evt_${uuidv7()}`,
    object: "event",
    type,
    data: { object },
  });
  const paid = (paymentId: string) =>
    event("checkout.session.completed", {
      id: `cs_${paymentId}`,
      status: "complete",
      payment_status: "paid",
      amount_total: 98_000,
      payment_intent: `pi_${paymentId}`,
      metadata: { paymentId },
    });
  beforeEach(() => database().delete(deadLetters));

  const poisons: Record<string, () => string> = {
    "is no JSON": () => "not JSON",
    "is an empty object": () => "{}",
    "is a list": () => "[]",
    "has no object": () => JSON.stringify({ id: "evt_1", type: "checkout.session.completed", data: {} }),
    "has an object without an id": () =>
      JSON.stringify(event("checkout.session.completed", { metadata: {} })),
    "names a payment by what is no id": () =>
      JSON.stringify(event("checkout.session.expired", { id: "cs_1", metadata: { paymentId: "1' or '1" } })),
    "has a sum that is no number": () =>
      JSON.stringify(event("checkout.session.completed", { id: "cs_1", amount_total: "98000" })),
    "tells of a refund without an id": () => JSON.stringify(event("refund.updated", { status: "succeeded" })),
    "tells of a declined card without its payment": () =>
      JSON.stringify(event("payment_intent.payment_failed", null)),
    "holds a NUL": () => JSON.stringify(event("refund.updated", { id: "", note: "a\u0000b" })),
    "brings money for a payment that we do not have": () => JSON.stringify(paid(uuidv7())),
  };

  test.each(Object.keys(poisons))(
    "because it %s is set aside once, and not asked for again",
    async (kind) => {
      const body = (poisons[kind] as () => string)();
      expect([(await send(body)).status, (await send(body)).status]).toEqual([200, 200]);
      expect(await letters()).toMatchObject([
        { functionId: "payment-webhook", eventName: "payment/provider.notice", event: { data: { body } } },
      ]);
    },
  );

  test("an unknown type, and a checkout that is not ours, are taken and change nothing", async () => {
    for (const notice of [event("customer.created", { id: "cus_1" }), event("invoice.paid", { id: "in_1" })])
      expect((await send(JSON.stringify(notice))).status).toBe(200);
    const theirs = event("checkout.session.completed", {
      id: "cs_x",
      payment_status: "paid",
      metadata: { order: "7" },
    });
    expect((await send(JSON.stringify(theirs))).status).toBe(200);
    expect(await letters()).toEqual([]);
  });

  test("without a signature it is refused, and no dead letter is written", async () => {
    expect((await deliver("{}")).status).toBe(400);
    expect((await send("{}", { secret: "whsec_somebody_else" })).status).toBe(400);
    expect(await letters()).toEqual([]);
  });

  test("is played again from the Operations page, and closed once it goes through", async () => {
    const paymentId = uuidv7();
    const body = closed(paymentId).replace("checkout.session.expired", "checkout.session.completed");
    const notice = JSON.parse(body);
    notice.data.object = { ...notice.data.object, payment_status: "paid", amount_total: 98_000 };
    await send(JSON.stringify(notice));
    const [letter] = await letters();
    const admin = {
      actor: {
        kind: "STAFF" as const,
        role: "ADMIN" as const,
        id: uuidv7(),
        email: "a@example.com",
        address: "-",
      },
    };
    const playAgain = () => replayDeadLetter(admin, { deadLetterId: letter?.id as string }, replayNotice);
    // The payment is still unknown: the letter stays open.
    await expect(playAgain()).rejects.toThrow("no such payment");
    expect(await letters()).toHaveLength(1);
    await openPayment(paymentId);
    // The payment is known now, but not its reservation: the letter stays open, so that staff see the money.
    await expect(playAgain()).rejects.toThrow();
    expect([await statusOf(paymentId), (await letters()).length]).toEqual(["CAPTURED", 1]);
  });

  test("keeps its text while its letter is open, and opens it again when it fails again", async () => {
    const body = JSON.stringify(event("refund.updated", { status: "succeeded" }));
    await send(body);
    const [letter] = await letters();
    const ofNotice = { deadLetterId: letter?.id as string, functionId: "payment-webhook" };
    await resolveDeadLetter(systemContext("test"), ofNotice);
    const [closedOne] = await database().select().from(deadLetters);
    expect(closedOne).toMatchObject({ id: letter?.id, event: { data: { body: "" } } });
    expect((await send(body)).status).toBe(200);
    expect(await letters()).toMatchObject([{ id: letter?.id, event: { data: { body } } }]);
  });

  test("is asked for again when the fault may be ours: no letter is written", async () => {
    const broken = vi.spyOn(stripeGateway, "verifyNotice").mockImplementation(() => {
      throw new TypeError("a mistake of ours");
    });
    const answer = await send(closed(await openPayment()));
    broken.mockRestore();
    expect([answer.status, await letters()]).toEqual([503, []]);
  });
});
