import type { BrowserContext } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { registerClientOfAccount } from "@/server/flows/register-client-of-account";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import type { Airline, Customer } from "../support/airline";
import { book } from "../support/book";
import { staffPages, timetableFlight } from "../support/pages";
import { expect, test } from "../support/stack";
import { titleFaults } from "./check-titles";
import { type State, visitStates } from "./visit-states";

const contextOf = ({ id, email }: Customer): RequestContext => ({
  actor: { kind: "STAFF", role: "ADMIN", id, email, address: "test" },
});

/** A client of the API and its pages. */
async function clientPages(admin: Customer, partner: Customer): Promise<string[]> {
  const { id } = await registerClientOfAccount(contextOf(admin), {
    key: uuidv7(),
    name: "한빛여행사",
    scopes: ["bookings:read"],
    requestsPerMinute: 60,
    email: partner.email,
  });
  return ["/admin/clients", `/admin/clients/${id}`];
}

/** An endpoint of a partner and its pages, with a delivery that nobody took. */
async function endpointPages(context: BrowserContext, partner: Customer): Promise<string[]> {
  const page = await context.newPage();
  await page.goto("/ko/admin/webhooks/new");
  await page.getByRole("textbox", { name: "이름" }).fill("제휴 여행사");
  await page.getByLabel("수신 주소").fill("http://127.0.0.1:9/");
  await page.getByLabel("회원 이메일").fill(partner.email);
  await page.getByRole("button", { name: "등록하기" }).click();
  await page.getByRole("link", { name: "엔드포인트 보기" }).click();
  await page.getByRole("button", { name: "테스트 전송" }).waitFor();
  const { pathname } = new URL(page.url());
  await page.close();
  const endpoint = pathname.slice("/ko".length);
  return ["/admin/webhooks", "/admin/webhooks/new", endpoint, `${endpoint}/edit`];
}

/** What staff see of one customer and of one booking. */
async function customerPages(customer: Customer, reservationId: string): Promise<string[]> {
  const { rows } = await database().execute<{ id: string }>(
    sql`select id from notification.messages where recipient_id = ${customer.id} and channel = 'EMAIL' limit 1`,
  );
  return [
    ...["/admin/customers", `/admin/customers?q=${customer.email}`],
    ...["trips", "miles", "messages", "notes"].map((tab) => `/admin/customers/${customer.id}?tab=${tab}`),
    ...["cancel", "change", "name", "seats", "split"].map(
      (page) => `/admin/reservations/${reservationId}/${page}`,
    ),
    `/admin/messages/${rows[0]?.id}`,
  ];
}

async function pages(airline: Airline, context: BrowserContext, admin: Customer): Promise<string[]> {
  const customer = await airline.customer();
  const booked = await book(airline, customer);
  await airline.drained();
  return [
    ...staffPages(booked.reservationId, await timetableFlight()),
    ...["/admin/staff", "/admin/operations?laws=now", "/admin/reservations?q=KIM"],
    ...(await customerPages(customer, booked.reservationId)),
    ...(await clientPages(admin, customer)),
    ...(await endpointPages(context, customer)),
  ];
}

const states = (addresses: readonly string[]): State[] =>
  addresses.map((address) => ({ name: address, address }));

test("all pages of the airline's staff", async ({ context, airline }) => {
  test.setTimeout(600_000);
  const admin = await airline.admin();
  await airline.signIn(context, admin);
  const addresses = await pages(airline, context, admin);
  const notFound: State = { name: "not found", address: "/admin/nowhere", status: 404 };
  await visitStates(context, [...states(addresses), notFound]);
  expect(await titleFaults(airline, admin, addresses)).toEqual([]);
});
