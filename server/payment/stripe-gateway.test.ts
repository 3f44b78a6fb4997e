import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import type { PaymentGateway } from "./payment-gateway";

/** A stand-in for Stripe that gives every call the same answer. */
let answer: { status: number; body: object };
let calls: { path: string; key: string | undefined }[] = [];
const server = http.createServer((request, response) => {
  calls.push({ path: request.url ?? "", key: request.headers["idempotency-key"] as string | undefined });
  // Without this header the SDK would repeat the call after a while.
  response.writeHead(answer.status, { "stripe-should-retry": "false" }).end(JSON.stringify(answer.body));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, TEST_ENVIRONMENT, {
    DATABASE_URL: "postgres://localhost/msa",
    STRIPE_API_URL: `http://127.0.0.1:${port}`,
  });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

let gateway: PaymentGateway;
beforeEach(async () => {
  calls = [];
  // The circuit breaker belongs to the module.
  vi.resetModules();
  ({ stripeGateway: gateway } = await import("./stripe-gateway"));
});

const order = { refundId: "r1", refusals: 2, paymentIntentId: "pi_1", amount: 1_000 };
const outcome = (call: Promise<unknown>) =>
  call.then(
    () => "OK",
    (e: { name: string; code?: string }) => (e.name === "AppError" ? e.code : e.name),
  );

describe("a refund", () => {
  test.each([
    ["succeeded", "SUCCEEDED"],
    ["pending", "PENDING"],
    ["requires_action", "PENDING"],
    ["failed", "FAILED"],
    ["canceled", "FAILED"],
  ])("that the provider answers with '%s' is %s", async (status, state) => {
    answer = { status: 200, body: { id: "re_1", status } };
    expect(await gateway.refund(order)).toMatchObject({ providerRefundId: "re_1", state });
  });

  test("has a new key after each refusal", async () => {
    answer = { status: 200, body: { id: "re_1", status: "succeeded" } };
    await gateway.refund(order);
    await gateway.refund({ ...order, refusals: 3 });
    expect(calls.map((call) => call.key)).toEqual(["refund-r1-2", "refund-r1-3"]);
  });

  test.each([
    [400, "invalid_request_error", "RefundRefused"],
    [402, "card_error", "RefundRefused"],
    [500, "api_error", "PAYMENT_UNAVAILABLE"],
  ])("answered with %i is %s, and ends as %s", async (status, type, ending) => {
    answer = { status, body: { error: { type, message: "no" } } };
    expect(await outcome(gateway.refund(order))).toBe(ending);
  });
});

const newCheckout = {
  paymentId: "p1",
  reservationId: "r1",
  amount: 1_000,
  locale: "ko" as const,
  customerId: "0198c3a0-0000-7000-8000-000000000003",
  locator: "BCDFGH",
  attempt: 1,
  customerEmail: "a@example.com",
  description: "MSA Air",
  successUrl: "https://example.com/ok",
  cancelUrl: "https://example.com/no",
  expiresAt: new Date(0),
};

describe("a checkout", () => {
  test("has one key while it is the same, and another for a changed address or language", async () => {
    answer = { status: 200, body: { id: "cs_1", url: "https://pay.example" } };
    for (const change of [{}, {}, { customerEmail: "b@example.com" }, { locale: "en" as const }])
      await gateway.createCheckout({ ...newCheckout, ...change });
    const keys = calls.map((call) => call.key);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });

  test.each([
    [429, "rate_limit_error", "PAYMENT_UNAVAILABLE"],
    [401, "invalid_request_error", "PAYMENT_UNAVAILABLE"],
    [403, "invalid_request_error", "PAYMENT_UNAVAILABLE"],
    [404, "invalid_request_error", "ProviderFault"],
    [400, "idempotency_error", "ProviderFault"],
  ])("that the provider answers with %i (%s) ends as %s", async (status, type, ending) => {
    answer = { status, body: { error: { type, message: "no" } } };
    expect(await outcome(gateway.retrieveCheckout("cs_1"))).toBe(ending);
  });

  test("that can no longer be closed stays as it is", async () => {
    answer = { status: 400, body: { error: { type: "invalid_request_error", message: "not open" } } };
    expect(await outcome(gateway.closeCheckout("cs_1"))).toBe("OK");
    answer = { status: 500, body: { error: { type: "api_error", message: "down" } } };
    expect(await outcome(gateway.closeCheckout("cs_1"))).toBe("PAYMENT_UNAVAILABLE");
  });

  test("fails after eight seconds without an answer", async () => {
    const timer = vi.spyOn(http.ClientRequest.prototype, "setTimeout");
    answer = { status: 200, body: { id: "cs_1", status: "open" } };
    await gateway.retrieveCheckout("cs_1");
    expect(timer.mock.calls.map(([milliseconds]) => milliseconds)).toEqual([8_000]);
    timer.mockRestore();
  });
});

test("after five failures in a row, calls fail at once", async () => {
  answer = { status: 500, body: { error: { type: "api_error", message: "down" } } };
  const ask = () => outcome(gateway.retrieveCheckout("cs_1"));
  for (let n = 0; n < 5; n++) await ask();
  expect(await ask()).toBe("PAYMENT_UNAVAILABLE");
  expect(calls).toHaveLength(5);
});

test("refusals do not count as failures", async () => {
  answer = { status: 400, body: { error: { type: "invalid_request_error", message: "no" } } };
  for (let n = 0; n < 6; n++) await outcome(gateway.refund(order));
  expect(calls).toHaveLength(6);
});
