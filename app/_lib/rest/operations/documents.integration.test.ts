import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ask, clientOf, codeFrom } from "@/app/_lib/rest/testing/ask";
import { closeDatabase } from "@/db/client";
import { acceptPayment } from "@/server/reservation";
import {
  customer,
  flightOnSale,
  hold,
  named,
  paymentOf,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import { staff } from "@/server/shared/testing/actors";
import * as documents from "./documents";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

beforeAll(policies);
afterAll(closeDatabase);

async function paid() {
  const ctx = customer();
  const { reservationId, locator } = await hold(ctx, await flightOnSale(), named);
  await acceptPayment(system, await paymentOf(ctx, { reservationId }));
  return { ctx, locator, params: { id: reservationId } };
}

test("a client gets the receipt and the calendar of its account's booking as files", async () => {
  const { ctx, locator, params } = await paid();
  const client = clientOf(ctx, ["bookings:read"]);
  const receipt = await ask(documents.getReceipt, client, { params, query: { locale: "en" } });
  expect([receipt.status, receipt.data.slice(0, 5)]).toEqual([200, "%PDF-"]);
  expect(Object.fromEntries(receipt.headers)).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": `attachment; filename="MA-${locator}.pdf"`,
    "cache-control": expect.stringContaining("no-store"),
    "x-content-type-options": "nosniff",
  });
  const calendar = await ask(documents.getCalendar, client, { params });
  expect(calendar.data).toMatch(/^BEGIN:VCALENDAR\r\n.*SUMMARY:MA/s);
  expect(calendar.headers.get("content-disposition")).toBe(`attachment; filename="MA-${locator}.ics"`);
});

test("nobody else gets them, and a token needs the scope", async () => {
  const { ctx, params } = await paid();
  for (const operation of [documents.getReceipt, documents.getCalendar]) {
    expect([operation.id, await codeFrom(ask(operation, customer(), { params }))]).toEqual([
      operation.id,
      "NOT_FOUND",
    ]);
    const other = clientOf(ctx, ["miles:read"]);
    expect([operation.id, await codeFrom(ask(operation, other, { params }))]).toEqual([
      operation.id,
      "INSUFFICIENT_SCOPE",
    ]);
    const wrong = { params, query: { locale: "fr" } };
    expect([operation.id, await codeFrom(ask(operation, ctx, wrong))]).toEqual([
      operation.id,
      "INVALID_INPUT",
    ]);
  }
  expect(await codeFrom(ask(documents.getReceipt, ctx, { params, query: { passenger: "x" } }))).toBe(
    "INVALID_INPUT",
  );
});

test("staff with the permission get any receipt, and customers none of others", async () => {
  const { ctx, params } = await paid();
  const { data } = await ask(documents.getReceiptForStaff, staff("AUDITOR"), { params });
  expect(data.slice(0, 5)).toBe("%PDF-");
  expect(await codeFrom(ask(documents.getReceiptForStaff, ctx, { params }))).toBe("FORBIDDEN");
});

test("a hold has neither", async () => {
  const ctx = customer();
  const { reservationId: id } = await hold(ctx, await flightOnSale(), named);
  for (const operation of [documents.getReceipt, documents.getCalendar])
    expect([operation.id, await codeFrom(ask(operation, ctx, { params: { id } }))]).toEqual([
      operation.id,
      "NOT_FOUND",
    ]);
});
