import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import type { Airline } from "@/e2e/support/airline";
import { book, bookingStatus, type Held, hold, holdBody, openCheckout, pay } from "@/e2e/support/book";
import {
  balanceOf,
  completedRefunds,
  count,
  eventNames,
  fullRefunds,
  sentMessages,
} from "@/e2e/support/database";
import { flightOnSale, registeredFlight } from "@/e2e/support/flights";
import { expect, test } from "@/e2e/support/stack";
import { stallAt } from "@/e2e/support/stall";
import { cancelReservationsOnFlight } from "@/server/reservation";
import { unitCounts } from "@/server/reservation/testing/fixtures";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";

/** A process of the site that the payment provider and the event engine do not call. */
const SECOND = 1;

const secondProcess = (airline: Airline) => {
  const part = airline.stack.apps[SECOND];
  if (!part) throw new Error("two processes of the site are needed");
  return part;
};

test.describe.configure({ timeout: 180_000 });

test("kill -9 in the middle of a hold: nothing or the whole hold is kept, and asking again gives one hold", async ({
  airline,
}) => {
  const second = secondProcess(airline);
  for (const end of ["cut", "release"] as const) {
    const customer = await airline.customer();
    const flight = await flightOnSale(2);
    const body = holdBody(flight.id, customer, uuidv7());
    const stall = await stallAt({ name: "reservation/reservation.held" });
    try {
      const lost = airline.post(customer, "/api/v1/reservations", body, SECOND).catch(() => "no answer");
      await stall.reached();
      await second.kill();
      expect(await lost).toBe("no answer");
    } finally {
      await stall[end]();
    }
    // The hold is one statement: a server that does not know that the process is dead finishes all of it.
    const kept = end === "cut" ? 0 : 1;
    const reservations = sql`select count(*) as n from reservation.reservations where customer_id = ${customer.id}`;
    const trace = sql`select count(*) as n from shared.outbox where name = 'reservation/reservation.held'
      and data->>'customerId' = ${customer.id}`;
    const audited = sql`select count(*) as n from shared.audit_log where actor_id = ${customer.id}
      and entity = 'reservation'`;
    for (const rows of [reservations, trace, audited]) expect(await count(rows)).toBe(kept);
    expect(await unitCounts(flight.id)).toEqual({ sold: 0, held: kept, free: 2 - kept });
    const again = await airline.post<Held>(customer, "/api/v1/reservations", body);
    expect(again.status).toBe(201);
    expect(await count(reservations)).toBe(1);
    expect(await unitCounts(flight.id)).toEqual({ sold: 0, held: 1, free: 1 });
    await second.start();
  }
  await airline.drained(150_000);
});

test("kill -9 while captured payments are recorded and decided: nothing half done is kept; each becomes the booking or is refunded", async ({
  airline,
}) => {
  const people = await Promise.all([0, 1, 2].map(() => airline.customer()));
  const flights = await Promise.all([0, 1, 2].map(() => flightOnSale(1)));
  const holds = await Promise.all(people.map((each, n) => hold(airline, each, flights[n]?.id)));
  const [recording, deciding, losing] = holds as [Held, Held, Held];
  const sessions = await Promise.all(people.map((each, n) => openCheckout(airline, each, holds[n] as Held)));
  const stall = await stallAt(
    { name: "payment/payment.captured", reservationId: recording.reservationId },
    { name: "reservation/reservation.created", reservationId: deciding.reservationId },
    { name: "reservation/reservation.created", reservationId: losing.reservationId },
  );
  try {
    for (const session of sessions) await pay(airline, session);
    await stall.reached(3);
    await airline.stack.app.kill();
  } finally {
    await stall.release();
  }
  try {
    for (const [n, { reservationId }] of holds.entries()) {
      const of = sql`from payment.payments where reservation_id = ${reservationId}`;
      // The capture and the decision are two transactions: the first one is recorded alone where it was committed.
      expect(await count(sql`select count(*) as n ${of} and status = 'CAPTURED'`)).toBe(n === 0 ? 0 : 1);
      expect(
        await count(sql`select count(*) as n from reservation.payment_decisions
        where reservation_id = ${reservationId}`),
      ).toBe(0);
      expect(
        await count(sql`select count(*) as n from reservation.passengers
        where reservation_id = ${reservationId} and ticket_number is not null`),
      ).toBe(0);
      expect(
        await count(sql`select count(*) as n from shared.audit_log
        where entity_id = ${reservationId} and action = 'create'`),
      ).toBe(0);
      expect(await unitCounts(flights[n]?.id as number)).toMatchObject({ sold: 0, held: 1 });
      expect(await eventNames(reservationId)).not.toContain("reservation/reservation.created");
    }
    // Before anybody can decide again the third flight is cancelled: its charge cannot become a booking any more.
    await cancelReservationsOnFlight(systemContext("test"), { flightId: flights[2]?.id as number });
  } finally {
    await airline.stack.app.start();
  }
  for (const [n, person] of people.entries())
    await expect
      .poll(() => bookingStatus(airline, person, (holds[n] as Held).reservationId), { timeout: 60_000 })
      .toBe(n === 2 ? "EXPIRED" : "CREATED");
  await expect.poll(() => fullRefunds(losing.reservationId), { timeout: 60_000 }).toBe(1);
  for (const report of await airline.drained(150_000)) expect(report, report.law).toMatchObject({ ok: true });
  for (const { reservationId } of [recording, deciding]) {
    const names = await eventNames(reservationId);
    for (const name of ["payment/payment.captured", "reservation/reservation.created"])
      expect(names.filter((each) => each === name)).toHaveLength(1);
    expect(await completedRefunds(reservationId)).toBe(0);
    expect(await sentMessages(reservationId, "confirmed", "EMAIL")).toBe(1);
  }
  expect(await completedRefunds(losing.reservationId)).toBe(1);
});

/** Opens the page of a trip's cancellation and confirms it, up to the last press. */
async function cancelTripOn(page: Page, locator: string): Promise<void> {
  await page.goto(`/ko/trips/${locator}/cancel`);
  await page.getByRole("button", { name: "예약 취소하기" }).click();
  await page.getByRole("button", { name: "취소 확정" }).click();
}

/** Fills in the form that cancels a flight, and sends it. */
async function cancelFlightOn(page: Page, flight: { id: number; designator: string }): Promise<void> {
  await page.goto(`/ko/admin/flights/${flight.id}/cancel`);
  await page.getByLabel("결항 사유").fill("제주공항 강풍");
  await page.getByLabel("편명 확인").fill(flight.designator);
  await page.getByRole("button", { name: "결항 처리" }).click();
}

test("kill -9 while a customer cancels and staff cancel a flight: nothing is kept, the pages say so, and a second press does it once", async ({
  browser,
  airline,
}) => {
  const second = secondProcess(airline);
  const flight = await registeredFlight();
  const [customer, passenger, staff] = [
    await airline.customer(),
    await airline.customer(),
    await airline.admin(),
  ];
  const trip = await book(airline, customer);
  const booked = await book(airline, passenger, flight.id);
  const pageOf = async (person: { cookie: string }) => {
    const context = await airline.elsewhere(browser);
    await airline.signIn(context, person);
    // As behind a load balancer: the address stays, another process answers.
    await context.route("**/*", async (route) => {
      const url = route.request().url().replace(airline.url, second.url);
      const response = await route.fetch({ url, maxRedirects: 0 }).catch(() => null);
      await (response ? route.fulfill({ response }) : route.abort());
    });
    return context.newPage();
  };
  const [own, office] = [await pageOf(customer), await pageOf(staff)];
  const stall = await stallAt(
    { name: "reservation/reservation.cancelled", reservationId: trip.reservationId },
    { name: "schedule/flight.cancelled" },
  );
  try {
    // Both pages are open before the transactions wait: those are ended by the server after some seconds.
    await Promise.all([cancelTripOn(own, trip.locator), cancelFlightOn(office, flight)]);
    await stall.reached(2);
    await second.kill();
  } finally {
    await stall.release();
  }
  expect(await bookingStatus(airline, customer, trip.reservationId)).toBe("CREATED");
  expect(
    await count(sql`select count(*) as n from payment.refunds where reservation_id = ${trip.reservationId}`),
  ).toBe(0);
  expect(
    await count(
      sql`select count(*) as n from schedule.flights where id = ${flight.id} and status = 'ON_SALE'`,
    ),
  ).toBe(1);
  expect(
    await count(sql`select count(*) as n from shared.audit_log
    where action in ('cancel', 'cancel-flight') and entity_id in (${trip.reservationId}, ${String(flight.id)})`),
  ).toBe(0);
  await expect(own.getByText("취소 여부를 확인하지 못했습니다")).toBeVisible();
  await expect(office.getByText("서버가 응답하지 않습니다")).toBeVisible();
  await expect(office.getByLabel("결항 사유")).toHaveValue("제주공항 강풍");

  await Promise.all([own, office].map((page) => page.context().unroute("**/*")));
  await Promise.all([cancelTripOn(own, trip.locator), cancelFlightOn(office, flight), second.start()]);
  await expect(own.getByText("취소된 예약입니다").first()).toBeVisible();
  await expect(office.getByText("결항 처리가 끝났습니다")).toBeVisible({ timeout: 30_000 });
  for (const report of await airline.drained(150_000)) expect(report, report.law).toMatchObject({ ok: true });
  for (const [person, { reservationId }, template] of [
    [customer, trip, "cancelled"],
    [passenger, booked, "flightCancelled"],
  ] as const) {
    expect(await bookingStatus(airline, person, reservationId)).toBe("CANCELLED");
    expect([await fullRefunds(reservationId), await completedRefunds(reservationId)]).toEqual([1, 1]);
    expect(await sentMessages(reservationId, template, "EMAIL")).toBe(1);
    expect(await balanceOf(person.id)).toBe(0);
  }
  await own.context().close();
  await office.context().close();
});
