import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { startGateway, temporaryFolder } from "@/local/payment-gateway/testing/gateway-process";
import { checkAuditChain, sealAuditLog } from "@/server/assurance";
import { checkLaws, isDrained } from "@/server/assurance/check-laws";
import { rebuildHistory } from "@/server/history";
import { historyDrift } from "@/server/history/queries";
import * as identityEvents from "@/server/identity/events";
import * as mileageEvents from "@/server/mileage/events";
import { mileageOfReservation } from "@/server/mileage/queries";
import * as notificationEvents from "@/server/notification/events";
import { kindOf } from "@/server/notification/kind-rules";
import { parseNotifiableEvent } from "@/server/notification/message-rules";
import { newMessages } from "@/server/notification/store-messages";
import * as paymentEvents from "@/server/payment/events";
import { paymentsOfReservation, refundsOfReservation } from "@/server/payment/queries";
import * as reservationEvents from "@/server/reservation/events";
import { getBooking, orderOfReservation } from "@/server/reservation/queries";
import * as scheduleEvents from "@/server/schedule/events";
import { systemContext } from "@/server/shared/context";
import type { EventDefinition } from "@/server/shared/events";
import { customerOf, staff } from "@/server/shared/testing/actors";
import { seed } from "@/tools/seed/main";
import { tellGateway } from "./tell-gateway";

const url = process.env.DATABASE_URL!;
const system = systemContext("test");
const period = { days: 9, pastDays: 12 };

/** The site is up before the seed, and seals: here without a pause, until the trips are sold. */
beforeAll(async () => {
  let isSold = false;
  const site = (async () => {
    while (!isSold) {
      await sealAuditLog(system);
      await delay(20);
    }
  })();
  const report = (line: string) => {
    isSold ||= line.startsWith("trips");
  };
  await seed(url, { ...period, report }).finally(() => {
    isSold = true;
  });
  await site;
}, 240_000);
afterAll(closeDatabase);

const rowsOf = async <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  (await database().execute<T>(query)).rows;

test("all laws hold, and nothing is pending", { timeout: 120_000 }, async () => {
  const reports = await checkLaws();
  expect(reports.filter(({ ok }) => !ok)).toEqual([]);
  expect(isDrained(reports)).toBe(true);
  expect(await checkAuditChain(system)).toEqual([]);
});

test("the timeline that is written again is the same", { timeout: 120_000 }, async () => {
  const before = await historyDrift(system);
  expect(before).toMatchObject({ missing: 0, different: 0, surplus: 0 });
  const content = sql`select md5(string_agg(e.event_id::text || e.summary::text || e.occurred_at::text, ',' order by e.event_id))
    as hash from history.entries e`;
  const [first] = await rowsOf(content);
  await database().execute(sql`delete from history.entries`);
  await rebuildHistory(system, { onPoison: (_, error) => Promise.reject(error) });
  expect((await rowsOf(content))[0]).toEqual(first);
});

test("trips have every end, and flights are sold by their curves", async () => {
  const ends = await rowsOf<{ end: string; n: number }>(sql`
    select case when r.status = 'CANCELLED' then r.cancel_cause else r.status end as end, count(*)::int as n
    from reservation.reservations r group by 1`);
  const of = (end: string) => ends.find((row) => row.end === end)?.n ?? 0;
  expect(of("CREATED")).toBeGreaterThan(100);
  expect(of("CUSTOMER")).toBeGreaterThan(10);
  expect(of("EXPIRED")).toBeGreaterThan(5);
  const [sold] = await rowsOf<{ past: number; ahead: number }>(sql`
    select avg(u.sold) filter (where f.departs_at < now())::float8 as past,
      avg(u.sold) filter (where f.departs_at > now() + interval '6 days')::float8 as ahead
    from reservation.flights f join lateral (select count(*) filter (where sold) as sold
      from reservation.inventory_units where flight_id = f.id) u on true where f.designator = 'MA1001'`);
  expect(sold?.past).toBeGreaterThan(4);
  expect(sold?.ahead).toBeLessThan(sold?.past ?? 0);
});

const contracts = new Map(
  [identityEvents, mileageEvents, notificationEvents, paymentEvents, reservationEvents, scheduleEvents]
    .flatMap((events) => Object.values(events) as unknown[])
    .filter((each): each is EventDefinition => typeof each === "object" && each !== null && "version" in each)
    .map((definition) => [definition.name, definition]),
);

type Told = { id: string; name: string; data: Record<string, unknown>; at: string };
const told = () =>
  rowsOf<Told>(sql`select id, name, data, to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from (select *, row_number() over (partition by name order by seq desc) as nth from shared.outbox) o where nth <= 60`);

test("events keep their contracts, with no field that the contract does not have", async () => {
  for (const { name, data } of await told()) expect(contracts.get(name)?.data.parse(data)).toEqual(data);
});

test("messages are those that the reaction to the event would write", async () => {
  let compared = 0;
  for (const { id: eventId, name, data, at: occurredAt } of await told()) {
    const messages = await rowsOf<{
      channel: "INBOX" | "EMAIL";
      locale: "ko" | "en";
      address: string;
      name: string;
      message: object;
    }>(sql`
      select m.channel, m.locale, m.address, r.name, jsonb_build_object('id', m.id, 'subject', m.subject, 'body', m.body,
        'link', m.link, 'data', m.data) as message, m.recipient_id from notification.messages m
      join notification.recipients r on r.user_id = m.recipient_id where m.event_id = ${eventId} order by m.channel`);
    for (const { channel, locale, address, name: recipient, message } of messages) {
      const notifiable = parseNotifiableEvent(name, data);
      const target = {
        ...{ recipientId: "", channels: [channel], locale, address, name: recipient },
        ...{ kind: kindOf(notifiable.key), withheld: [], mayBeOff: false, quietUntil: null },
      };
      const [again] = newMessages({ eventId, name, occurredAt, notifiable }, target, { isOver: true });
      expect(JSON.parse(JSON.stringify(again))).toMatchObject(message);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(100);
});

const sum = (all: readonly { amount: number }[]) => all.reduce((total, { amount }) => total + amount, 0);

test("price, charges, payments, refunds and miles of each kind of trip agree", {
  timeout: 120_000,
}, async () => {
  const trips = await rowsOf<{ id: string; customer: string; kept: boolean }>(sql`
    select id, customer_id as customer, exists (select from reservation.segments s where s.reservation_id = r.id and s.kept) as kept
    from (select *, row_number() over (partition by status, cancel_cause order by id) as nth
      from reservation.reservations where status <> 'EXPIRED') r where nth <= 12`);
  for (const { id, customer, kept } of trips) {
    const ctx = customerOf(customer);
    const booking = await getBooking(ctx, id);
    const [payments, refunds] = [await paymentsOfReservation(ctx, id), await refundsOfReservation(ctx, id)];
    const order = await orderOfReservation(staff(), id);
    const miles = (await mileageOfReservation(ctx, id)).reduce((total, entry) => total + entry.miles, 0);
    expect(sum(payments)).toBe(booking.paidAmount);
    expect(sum(refunds)).toBe(booking.refundedAmount);
    expect(sum(payments) - sum(refunds)).toBe(order.chargedAmount);
    expect(order.changes.flatMap(({ charges }) => charges).reduce((n, { amount }) => n + amount, 0)).toBe(
      order.chargedAmount,
    );
    if (booking.status === "CREATED") expect(booking.totalAmount).toBe(booking.paidAmount);
    if (booking.status === "CANCELLED" && !kept) expect(miles).toBe(0);
    else expect(miles).toBeGreaterThan(0);
  }
});

test("the demo customer has flown, cancelled and plans", async () => {
  const trips = await rowsOf<{ status: string; gone: boolean }>(sql`
    select r.status, max(f.departs_at) < now() as gone from reservation.reservations r
    join reservation.segments s on s.reservation_id = r.id join reservation.flights f on f.id = s.flight_id
    join identity.users u on u.id = r.customer_id where u.email = 'minji.kim@example.com' group by r.id`);
  const kinds = trips.map(({ status, gone }) => (status === "CANCELLED" ? status : gone ? "FLOWN" : "AHEAD"));
  expect(new Set(kinds)).toEqual(new Set(["CANCELLED", "FLOWN", "AHEAD"]));
});

test("the gateway that is told of the past has our sums, also when it is told twice", {
  timeout: 60_000,
}, async () => {
  const home = await temporaryFolder();
  const gateway = await startGateway(home.folder);
  try {
    await tellGateway(url, gateway.url);
    await tellGateway(url, gateway.url);
    const { captured, refunded } = await gateway.totals();
    expect(captured).toBeGreaterThan(0);
    expect((await checkLaws({ captured, refunded })).find(({ law }) => law === "L2")).toMatchObject({
      ok: true,
    });
    const [paid] = await rowsOf<{
      intent: string;
    }>(sql`select payment_intent_id as intent from payment.payments p
      where not exists (select from payment.refunds f where f.payment_id = p.id) limit 1`);
    const refund = await gateway.stripe.refunds.create({ payment_intent: paid?.intent ?? "", amount: 1_000 });
    expect(refund.status).toBe("succeeded");
  } finally {
    await gateway.stop();
    await home.remove();
  }
});

test("another start adds nothing, and one on a later day only the flights of that day", async () => {
  const count = sql`select (select count(*) from reservation.reservations)::int as trips,
    (select count(*) from shared.audit_log)::int as audits, (select min(departure_date) from reservation.flights)::text as first`;
  const [before] = await rowsOf(count);
  await seed(url, period);
  expect((await rowsOf(count))[0]).toEqual(before);
});
