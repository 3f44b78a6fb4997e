import path from "node:path";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { Airline, Customer } from "@/e2e/support/airline";
import { book, bookingStatus, hold, holdBody, openCheckout, pay } from "@/e2e/support/book";
import { count } from "@/e2e/support/database";
import { flightsOnSale } from "@/e2e/support/flights";
import { inParallel } from "@/e2e/support/many";
import { mountSmallDisk } from "@/e2e/support/small-disk";
import { expect, test } from "@/e2e/support/stack";
import { until } from "@/e2e/support/until";

test.describe.configure({ timeout: 180_000 });

async function expectLaws(airline: Airline): Promise<void> {
  for (const report of await airline.drained(120_000)) expect(report, report.law).toMatchObject({ ok: true });
}

const statusOf = (reservationId: string) =>
  count(sql`select count(*) as n from reservation.reservations
    where id = ${reservationId} and status = 'CREATED'`);

/** Locks a table that the page of miles reads, and no payment. @returns what ends the lock. */
async function lockMiles(): Promise<{ letGo: () => Promise<void>; isHeld: () => boolean }> {
  let letGo = () => {};
  let isHeld = true;
  await new Promise<void>((begun, failed) => {
    database()
      .transaction(async (tx) => {
        await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
        await tx.execute(sql`lock table mileage.accounts in access exclusive mode`);
        begun();
        await new Promise<void>((resolve) => {
          letGo = resolve;
        });
      })
      .catch(failed)
      .finally(() => {
        isHeld = false;
      });
  });
  return {
    isHeld: () => isHeld,
    letGo: async () => {
      letGo();
      await until(
        async () => isHeld,
        (held) => !held,
      );
    },
  };
}

type Flood = { refused: { text: string; retryAfter: string | null; tookMs: number }[]; others: number[] };

/** Visitors who open the page of miles again and again. */
function flood(airline: Airline, person: Customer, visitors: number) {
  const seen: Flood = { refused: [], others: [] };
  let isOver = false;
  const visitor = async () => {
    while (!isOver) {
      const began = performance.now();
      const answer = await airline.fetch(person, "/ko/mileage", { headers: { accept: "text/html" } });
      const text = await answer.text();
      const retryAfter = answer.headers.get("retry-after");
      if (answer.status === 503) seen.refused.push({ text, retryAfter, tookMs: performance.now() - began });
      else seen.others.push(answer.status);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const all = Promise.all(Array.from({ length: visitors }, visitor));
  const end = async () => {
    isOver = true;
    await all;
  };
  return { seen, end };
}

test("the pool is exhausted: new work gets 503 at once, while a payment in progress is confirmed", async ({
  airline,
}) => {
  const [customer, visitor] = [await airline.customer(), await airline.customer()];
  const held = await hold(airline, customer);
  const session = await openCheckout(airline, customer, held);
  const lock = await lockMiles();
  const { seen, end } = flood(airline, visitor, 30);
  const isBusy = ({ text }: { text: string }) => /이용하시는 분이 많습니다[\s\S]*very busy/.test(text);
  try {
    await until(
      async () => seen.refused.filter(isBusy).length,
      (refused) => refused >= 10,
      { timeoutMs: 30_000 },
    );
    await pay(airline, session);
    await expect.poll(() => statusOf(held.reservationId), { timeout: 10_000 }).toBe(1);
    const result = `/ko/book/${held.reservationId}/result?session=${session}`;
    expect((await airline.fetch(customer, result)).status).toBeLessThan(400);
    const state = `/api/pages/reservations/${held.reservationId}/payment?session=${session}`;
    expect(await (await airline.fetch(customer, state)).json()).toMatchObject({ state: "CONFIRMED" });
    for (const probe of ["live", "ready"])
      expect((await airline.fetch(null, `/api/health/${probe}`)).status, probe).toBe(200);
    expect(lock.isHeld()).toBe(true);
  } finally {
    await lock.letGo();
    await end();
  }
  expect(seen.others.filter((status) => status !== 200)).toEqual([]);
  for (const { retryAfter } of seen.refused) expect(retryAfter).toMatch(/^([5-9]|10)$/);
  const busy = seen.refused.filter(isBusy).map(({ tookMs }) => tookMs);
  expect(busy.sort((a, b) => a - b)[busy.length >> 1]).toBeLessThan(1_000);
  await expect
    .poll(async () => (await airline.fetch(visitor, "/ko/mileage")).status, { timeout: 30_000 })
    .toBe(200);
  await expectLaws(airline);
});

test("a form that is refused under load says so and keeps what was entered", async ({
  page,
  context,
  airline,
}) => {
  await airline.signedIn(context);
  // As the guard answers a server action on a saturated process.
  const refused = { status: 503, headers: { "retry-after": "7" }, contentType: "application/problem+json" };
  await page.route("**/*", (route) =>
    route.request().method() === "POST" ? route.fulfill({ ...refused, body: "{}" }) : route.fallback(),
  );
  await page.goto("/ko/trips/find");
  await page.getByLabel("예약번호").fill("BCDFGH");
  await page.getByLabel(/성/).first().fill("KIM");
  await page.getByRole("button", { name: /조회|찾기/ }).click();
  await expect(page.getByRole("main")).toContainText("지금은 연결할 수 없습니다");
  await expect(page.getByLabel("예약번호")).toHaveValue("BCDFGH");
  await page.goto("/ko/account");
  await page.getByRole("button", { name: "언어 저장" }).click();
  await expect(page.getByRole("main")).toContainText("요청을 보내지 못했습니다");
  expect(new URL(page.url()).pathname).toBe("/ko/account");
});

/** Moves the table of reservations to a small disk, and back. */
async function onSmallDisk(airline: Airline, work: (disk: { fill(): void; empty(): void }) => Promise<void>) {
  const disk = mountSmallDisk(path.join(airline.stack.dataDir, "small-disk"), 24);
  if (!disk && process.env.CI === "true") throw new Error("this CI may mount no small disk");
  test.skip(disk === null, "only root, or who may use sudo without a password, can mount a small disk");
  if (!disk) return;
  const run = (statement: string) => database().execute(sql.raw(statement));
  try {
    await run(`create tablespace small location '${disk.folder}'`);
    await run("alter table reservation.reservations set tablespace small");
    // No row has room but at the end of the table.
    await run("vacuum full reservation.reservations");
    await work(disk);
  } finally {
    disk.empty();
    await run("alter table reservation.reservations set tablespace pg_default");
    await run("drop tablespace if exists small");
    disk.unmount();
  }
}

/** More holds than a page of the table has room for. */
const ATTEMPTS = 60;
/** A customer may have five at a time. */
const HOLDS_EACH = 4;

test("the disk is full: 503 with Retry-After, nothing half done, and all works again once there is room", async ({
  airline,
}) => {
  const [booker, payer] = [await airline.customer(), await airline.customer()];
  const late = await inParallel(ATTEMPTS / HOLDS_EACH, 2, () => airline.customer());
  const booked = await book(airline, booker);
  const paying = await hold(airline, payer);
  const session = await openCheckout(airline, payer, paying);
  const flights = await flightsOnSale(ATTEMPTS, 5);
  await onSmallDisk(airline, async (disk) => {
    disk.fill();
    const answers: { status: number; code?: string; retryAfter: string | null }[] = [];
    for (const [n, flight] of flights.entries()) {
      const customer = late[n % late.length] as Customer;
      const body = JSON.stringify(holdBody(flight.id, customer));
      const answer = await airline.fetch(customer, "/api/v1/reservations", { method: "POST", body });
      const { code } = (await answer.json()) as { code?: string };
      answers.push({ status: answer.status, code, retryAfter: answer.headers.get("retry-after") });
      if (answers.filter(({ status }) => status !== 201).length === 3) break;
    }
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.length).toBe(3);
    for (const answer of refused)
      expect(answer).toEqual({ status: 503, code: "UNAVAILABLE", retryAfter: "5" });
    // Nothing of a refused hold is there: no seat is taken but those of the holds that were answered.
    for (const table of ["segments", "inventory_units"]) {
      const taken = sql`select count(*) as n from reservation.${sql.raw(table)} where reservation_id is not null
        and flight_id between ${flights[0]?.id} and ${flights.at(-1)?.id}`;
      expect(await count(taken), table).toBe(answers.length - refused.length);
    }
    // The money comes while nothing can be written.
    await pay(airline, session);
    // What was written before can be read.
    expect(await bookingStatus(airline, booker, booked.reservationId)).toBe("CREATED");
    disk.empty();
    await expect.poll(() => statusOf(paying.reservationId), { timeout: 90_000 }).toBe(1);
    await hold(airline, booker);
  });
  await expectLaws(airline);
});
