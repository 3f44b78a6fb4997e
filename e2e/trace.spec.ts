import type { CollectedSpan } from "@/tools/test/otlp-collector";
import type { Airline } from "./support/airline";
import { book, cancelBooking, hold, openCheckout, pay } from "./support/book";
import { eventsOf } from "./support/database";
import { expect, test } from "./support/stack";
import { until } from "./support/until";

const CORRELATION = "msa.correlation.id";

/** The trace of the span with this name about a reservation. */
const traceOf = (airline: Airline, name: string, reservationId: string): CollectedSpan[] => {
  const { spans } = airline.collector;
  const found = spans.find((span) => span.name === name && span.attributes[CORRELATION] === reservationId);
  return found ? spans.filter((span) => span.traceId === found.traceId) : [];
};

/** The steps of a booking from the click to the last message, by the names of their spans. */
const STEPS = [
  "POST /api/v1/reservations/[id]/payment",
  "payment.startCheckout",
  "provider create checkout",
  "notice checkout.session.completed",
  "decide payment",
  "reservation.acceptPayment",
  "publish reservation/reservation.created",
  "credit-miles-on-reservation-created credit-miles",
  "mileage.creditMiles",
  "publish mileage/mileage.increased",
  "notify-on-mileage-event queue-messages",
  "notify-on-reservation-event queue-messages",
  "notify-on-reservation-event deliver-email",
  "send mail",
];
const HISTORY = [
  "payment/payment.captured",
  "reservation/reservation.created",
  "mileage/mileage.increased",
  "notification/message.sent",
];

/** What is missing in a trace: steps, entries of the history, and parents. */
function missing(trace: readonly CollectedSpan[]): string[] {
  const names = new Set(trace.map(({ name }) => name));
  const projected = new Set(
    trace.filter(({ name }) => name === "project history").map((span) => span.attributes["msa.event.name"]),
  );
  const ids = new Set(trace.map(({ spanId }) => spanId));
  return [
    ...STEPS.filter((step) => !names.has(step)),
    ...HISTORY.filter((event) => !projected.has(event)).map((event) => `history of ${event}`),
    ...trace
      .filter(({ parentSpanId }) => parentSpanId && !ids.has(parentSpanId))
      .map(({ name }) => `the parent of ${name}`),
  ];
}

test("one booking is followed by one trace id, from the click that pays to the last message", async ({
  airline,
}) => {
  const customer = await airline.customer();
  const held = await hold(airline, customer);
  const session = await openCheckout(airline, customer, held);
  await pay(airline, session);
  await airline.drained();
  await until(
    async () => missing(traceOf(airline, "payment.startCheckout", held.reservationId)),
    (list) => list.length === 0,
  );
  const trace = traceOf(airline, "payment.startCheckout", held.reservationId);
  const root = trace.filter(({ parentSpanId }) => parentSpanId === null);
  expect(root.map(({ name }) => name)).toEqual(["POST /api/v1/reservations/[id]/payment"]);
  expect(trace.filter(({ failed }) => failed)).toEqual([]);
  expect(new Set(trace.map(({ service }) => service))).toEqual(new Set(["msa-air"]));

  // The click that held the seats has a trace of its own; the one that paid leads to it, and the webhook to both.
  const holding = traceOf(airline, "reservation.holdSeats", held.reservationId);
  const checkout = trace.find(({ name }) => name === "payment.startCheckout");
  expect(holding[0]?.traceId).not.toBe(trace[0]?.traceId);
  expect(checkout?.links.map(({ traceId }) => traceId)).toContain(holding[0]?.traceId);
  const notice = trace.find(({ name }) => name === "notice checkout.session.completed");
  const webhook = airline.collector.spans.find(({ spanId }) => spanId === notice?.links[0]?.spanId);
  expect(webhook?.links.map(({ traceId }) => traceId)).toContain(trace[0]?.traceId);
});

test("events without a trace, as an older release records them, have all their effects", async ({
  airline,
}) => {
  const customer = await airline.customer();
  const held = await book(airline, customer);
  // This process records no traces.
  await cancelBooking(customer, held.reservationId);
  await airline.drained();
  const name = "refund-on-reservation-cancelled refund-payment";
  await until(
    async () => traceOf(airline, name, held.reservationId),
    (trace) => trace.some((span) => span.name === "send mail"),
  );
  const [first] = traceOf(airline, name, held.reservationId).filter((span) => span.name === name);
  expect(first?.parentSpanId).toBeNull();
  const names = (await eventsOf(held.reservationId)).map((event) => event.name);
  expect(names).toContain("payment/refund.completed");
});

test("no span has anything that a person typed, or a key; probes, files and the engine's calls have none", async ({
  airline,
  page,
  context,
}) => {
  const customer = await airline.signedIn(context);
  await book(airline, customer);
  await page.goto("/ko/trips/find?locator=CANARY&surname=CANARYSURNAME");
  await page.goto("/ko/flights?origin=GMP&destination=CJU&note=CANARYQUERY");
  await airline.fetch(customer, "/api/v1/reservations/CANARYPATH?email=CANARYQUERY");
  await airline.fetch(customer, "/api/v1/reservations", { method: "POST", body: '{"a":"CANARYBODY' });
  await airline.drained();
  for (const path of ["/api/health/live", "/api/health/ready", "/api/metrics", "/favicon.ico"])
    await airline.fetch(null, path);
  // The collector keeps so many spans and drops the oldest: their number says nothing.
  const newest = airline.collector.spans.at(-1)?.spanId;
  await airline.fetch(null, "/api/v1/fares");
  await until(
    async () => airline.collector.spans.at(-1)?.spanId,
    (last) => last !== newest,
  );
  const text = airline.collector.spans.map((span) => span.text).join("\n");
  const { environment } = airline.stack;
  const secrets = [
    "INNGEST_EVENT_KEY",
    "INNGEST_SIGNING_KEY",
    "STRIPE_SECRET_KEY",
    "NEXTAUTH_SECRET",
  ] as const;
  const canaries = [
    ...[
      customer.email,
      customer.name,
      customer.cookie,
      "CANARY",
      "MINJI",
      "1990-05-05",
      "@example.com",
      "cs_",
    ],
    ...secrets.map((name) => environment[name] as string),
  ];
  for (const canary of canaries) expect(text.includes(canary), canary).toBe(false);
  const names = airline.collector.spans.map(({ name }) => name);
  expect(names.filter((name) => /health|metrics|favicon|inngest/.test(name))).toEqual([]);
});

test("a collector that hangs delays neither a booking nor the end of a process; the last spans still leave", async ({
  airline,
}) => {
  const { collector, stack } = airline;
  const [, second] = stack.apps;
  if (!second) throw new Error("the stack has two processes");
  const customer = await airline.customer();
  collector.hangs = true;
  await hold(airline, customer);
  await airline.fetch(null, "/api/v1/fares", { app: 1 });
  const askedAt = Date.now();
  await second.stop();
  // Its pause before it closes is 3 s.
  expect(Date.now() - askedAt).toBeLessThan(8_000);
  collector.hangs = false;
  await second.start();

  // A process that has just started on a busy machine may shed: such an answer has no route. Probes leave no spans.
  const ready = async () => (await airline.fetch(null, "/api/health/ready", { app: 1 })).json();
  await expect.poll(ready, { timeout: 30_000 }).toEqual({ status: "ok" });
  const newest = collector.spans.at(-1)?.spanId;
  expect((await airline.fetch(null, "/api/v1/fares", { app: 1 })).status).toBeLessThan(500);
  await second.stop();
  const from = collector.spans.findIndex(({ spanId }) => spanId === newest);
  expect(collector.spans.slice(from + 1).map(({ name }) => name)).toContain("GET /api/v1/fares");
  await second.start();
});
