import { eq } from "drizzle-orm";
import Stripe from "stripe";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import { TEST_ENVIRONMENT } from "@/local/testing/environment";
import { uuidv7 } from "@/server/shared/ids";
import { POST } from "./route";

const { followUp } = vi.hoisted(() => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/after-commit", () => ({ followUp }));

const url = process.env.DATABASE_URL;
beforeEach(() => followUp.mockClear());
afterAll(closeDatabase);

async function openPayment() {
  const id = uuidv7();
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

/** The page was closed unpaid: a notice that concerns this context alone. */
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
  const body = new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(65_536)) });
  const request = { method: "POST", body, duplex: "half" } as RequestInit;
  expect((await POST(new Request("http://localhost/api/payments/webhook", request))).status).toBe(413);
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
