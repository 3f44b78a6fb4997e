import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { capture } from "@/server/assurance/testing/capture-payment";
import { settleOrders } from "@/server/assurance/testing/settle-orders";
import { userRegistered } from "@/server/identity/events";
import { startSmtp, type TestSmtp } from "@/server/notification/testing/smtp";
import {
  acceptPayment,
  cancelReservation,
  changeFlights,
  issueAccessCode,
  quoteChangeOf,
  quoteRefundOf,
  splitReservation,
  verifyAccessCode,
} from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import {
  adult,
  customer,
  flightOnSale,
  hold,
  named,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import { boughtDaysAgo } from "@/server/reservation/testing/flown";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { receiptFile } from "@/server/shared/papers/receipt-file";
import { allOf, readPdf } from "@/server/shared/papers/testing/read-pdf";
import { anonymous, staff } from "@/server/shared/testing/actors";
import { recorded } from "@/server/shared/testing/events";
import { codeOf } from "@/server/shared/testing/outcome";
import { receiptForMail } from "./compose-mailed-receipt";
import { readReceipt, readReceiptForMail, readReceiptForStaff } from "./read-receipt";

vi.mock("@/server/payment/stripe-gateway", () => ({
  stripeGateway: {
    refund: async ({ refundId }: { refundId: string }) => ({
      ...{ providerRefundId: `re_${refundId}`, state: "SUCCEEDED", failure: null },
    }),
  },
}));

let smtp: TestSmtp;
beforeAll(async () => {
  smtp = await startSmtp();
  process.env.SMTP_URL = smtp.url;
  await policies();
});
afterAll(async () => {
  await smtp.stop();
  await closeDatabase();
});

const family = [
  adult(),
  adult("LEE", "JUNHO"),
  { ...adult("KIM", "HANUL"), type: "CHILD" as const, birthDate: "2019-03-03" },
  { ...adult("KIM", "BORAM"), type: "INFANT" as const, birthDate: "2026-06-01" },
];
const back = { departsInDays: 20, origin: "CJU", destination: "GMP" };

async function familyTrip() {
  const ctx = customer();
  const { id: userId, email } = ctx.actor;
  await recorded(userRegistered, { userId, email, name: "김민지", locale: "ko", role: "CUSTOMER" });
  const segments = [await flightOnSale(), await flightOnSale(back)].map((flightId) => ({
    flightId,
    brand: "STANDARD",
  }));
  const party = { passengers: family, adults: 2, children: 1, infants: 1 };
  const contact = { email: `mi-${uuidv7()}@example.com` };
  const held = await hold(ctx, 0, { ...named, ...party, segments, contact });
  const { reservationId } = held;
  const { totalAmount: amount } = await getBooking(ctx, reservationId);
  await acceptPayment(system, { reservationId, paymentId: await capture(reservationId, amount), amount });
  await boughtDaysAgo(reservationId, 7);
  await settleOrders([reservationId]);
  return { ctx, ...held };
}

const sum = (all: readonly { amount: number }[]) => all.reduce((total, { amount }) => total + amount, 0);
const won = (text = "") => Number(text.replaceAll(/[^\d-]/g, ""));

/** The lines of the tables in the PDF of a receipt, as another program reads them. */
async function rowsOf(ctx: RequestContext, reservationId: string, passengerId?: string) {
  const pdf = await readPdf(await receiptFile(await readReceipt(ctx, { reservationId, passengerId }), "ko"));
  return allOf(
    pdf.pages.flatMap(({ tags }) => tags),
    "TR",
  ).map((row) => row.children.map(({ text }) => text));
}
const lineOf = (rows: string[][], head: string) => rows.find(([first]) => first === head) ?? [];

/** The charges of an order, straight from its table. */
async function chargesOf(reservationId: string) {
  const { rows } = await database().execute<{ amount: number; kind: string }>(sql`
    select c.amount::int as amount, c.kind from reservation.charges c
    join reservation.changes x on x.id = c.change_id and x.status = 'DONE'
    where c.reservation_id = ${reservationId}`);
  return rows;
}

/** All sums in the PDF are those of the order, of the booking and of the refunds. */
async function expectAgreement(ctx: RequestContext, reservationId: string): Promise<string[][]> {
  const rows = await rowsOf(ctx, reservationId);
  const { totalAmount, paidAmount, refundedAmount } = await getBooking(ctx, reservationId);
  const spent = (await chargesOf(reservationId)).filter(({ kind }) => kind !== "TRANSFER");
  expect(won(lineOf(rows, "합계").at(-1))).toBe(totalAmount);
  expect(won(lineOf(rows, "결제 합계").at(-1))).toBe(paidAmount);
  expect(won(lineOf(rows, "결제에서 환불을 뺀 금액").at(-1))).toBe(sum(spent));
  expect(sum(spent)).toBe(paidAmount - refundedAmount);
  expect(won(lineOf(rows, "환불 합계").at(-1))).toBe(refundedAmount);
  const entries = rows.filter((row) => row.length === 4 && /^\d{4}년/.test(row[0] ?? ""));
  expect(entries.reduce((total, row) => total + won(row.at(-1)), 0)).toBe(sum(spent));
  return rows;
}

describe("the receipt of a booking", () => {
  test("agrees with its order after the sale, a change, a part cancellation and a cancellation", {
    timeout: 180_000,
  }, async () => {
    const { ctx, reservationId } = await familyTrip();
    const sold = await expectAgreement(ctx, reservationId);
    expect(lineOf(sold, "상태")[1]).toBe("예약 확정");
    expect(sold.filter((row) => row.includes("좌석 없음(보호자 동반)"))).toHaveLength(2);
    const { segments, passengers } = await getBooking(ctx, reservationId);

    const flightId = await flightOnSale({ departsInDays: 12 });
    const flights = [{ segmentId: segments[0]?.id ?? "", flightId, brand: "STANDARD" as const }];
    const quote = await quoteChangeOf(ctx, { reservationId, flights, overlapConfirmed: true });
    await changeFlights(ctx, { reservationId, quoteId: quote.quoteId });
    const amount = quote.balance;
    expect(amount).toBeGreaterThan(0);
    const paymentId = await capture(reservationId, amount, quote.quoteId);
    await acceptPayment(system, { reservationId, paymentId, amount, changeId: quote.quoteId });
    const changed = await expectAgreement(ctx, reservationId);
    expect(lineOf(changed, "상태")[1]).toBe("예약 확정 · 재발행");
    expect(changed.some((row) => row[1]?.includes("재발행(원 항공권 988-"))).toBe(true);
    expect(changed.filter((row) => row[1] === "여정 변경" && row[2] === "변경 수수료")).toHaveLength(1);

    const part = await quoteRefundOf(ctx, { reservationId, passengers: [passengers[1]?.id ?? ""] });
    await cancelReservation(ctx, { reservationId, quoteId: part.quoteId });
    const before = await expectAgreement(ctx, reservationId);
    expect(lineOf(before, "환불 처리 중").at(-1)).toBe(lineOf(before, "환불 합계").at(-1));
    await settleOrders([reservationId]);
    const parted = await expectAgreement(ctx, reservationId);
    expect(lineOf(parted, "상태")[1]).toBe("예약 확정 · 일부 취소 · 재발행");
    expect(
      parted.filter(([who, , , , state]) => who?.startsWith("LEE/JUNHO") && state === "환불됨"),
    ).toHaveLength(2);
    expect(parted.some(([when]) => when?.endsWith("환불 완료"))).toBe(true);

    const whole = await quoteRefundOf(ctx, { reservationId });
    await cancelReservation(ctx, { reservationId, quoteId: whole.quoteId });
    await settleOrders([reservationId]);
    const cancelled = await expectAgreement(ctx, reservationId);
    expect(lineOf(cancelled, "상태")[1]).toContain("취소됨");
    expect(cancelled.filter(([flight]) => /^MA\d+ 취소$/.test(flight ?? ""))).toHaveLength(2);
    expect(cancelled.flat()).not.toContain("취소 시점");
  });

  test("of one passenger has nobody else's name or price, and no payment", async () => {
    const { ctx, reservationId } = await familyTrip();
    const { passengers, priceLines } = await getBooking(ctx, reservationId);
    const [, junho] = passengers;
    const rows = await rowsOf(ctx, reservationId, junho?.id);
    expect(rows.flat().join(" ")).not.toMatch(/MINJI|HANUL|BORAM|결제 합계/);
    const own = priceLines.filter(({ passengerPosition }) => passengerPosition === junho?.position);
    expect(won(lineOf(rows, "합계").at(-1))).toBe(sum(own));
    expect(won(lineOf(rows, "결제에서 환불을 뺀 금액").at(-1))).toBe(sum(own));
    expect(await codeOf(readReceipt(ctx, { reservationId, passengerId: uuidv7() }))).toBe("NOT_FOUND");
  });

  test("of both sides of a split says what moved between them", async () => {
    const { ctx, reservationId } = await familyTrip();
    const { passengers, version } = await getBooking(ctx, reservationId);
    const leaving = passengers[1]?.id ?? "";
    const off = await splitReservation(ctx, { reservationId, passengers: [leaving], version });
    const stayed = await expectAgreement(ctx, reservationId);
    const left = await expectAgreement(ctx, off.reservationId);
    const moved = stayed.find((row) => row[1] === "분리된 예약으로 이전한 금액");
    const came = left.find((row) => /^예약번호 \w{6}에서 결제한 금액$/.test(row[1] ?? ""));
    expect(won(moved?.at(-1))).toBeLessThan(0);
    expect(won(came?.at(-1))).toBe(-won(moved?.at(-1)));
  });
});

describe("who may have a receipt", () => {
  test("its member and its traveller, and nobody else", async () => {
    const { ctx, reservationId, locator } = await familyTrip();
    expect((await readReceipt(ctx, { reservationId })).miles).toBeGreaterThan(0);
    const asker: RequestContext = { actor: { kind: "ANONYMOUS", address: `test-${uuidv7()}` } };
    const { codeId, code } = await issueAccessCode(asker, { locator, surname: "Kim" });
    const { grantId } = await verifyAccessCode(asker, { codeId, code });
    const actor = { kind: "TRAVELLER" as const, reservationId, grantId, address: "test" };
    expect(await readReceipt({ actor }, { reservationId })).toMatchObject({ locator, miles: null });
    const forged = { actor: { ...actor, grantId: uuidv7() } };
    expect(await codeOf(readReceipt(forged, { reservationId }))).toBe("NOT_FOUND");
    expect(await codeOf(readReceipt(customer(), { reservationId }))).toBe("NOT_FOUND");
    expect(await codeOf(readReceipt(staff("AGENT"), { reservationId }))).toBe("NOT_FOUND");
    expect(await codeOf(readReceipt(anonymous, { reservationId }))).toBe("UNAUTHENTICATED");
    expect(await codeOf(readReceiptForMail(ctx, reservationId))).toBe("FORBIDDEN");
  });

  test("staff who may read reservations, and the audit log says who took it", async () => {
    const { ctx, reservationId } = await familyTrip();
    const agent = staff("AGENT");
    expect((await readReceiptForStaff(agent, { reservationId })).tickets).toHaveLength(4);
    const { rows } = await database().execute(sql`
      select action, entity, actor_id from shared.audit_log where entity = 'receipt' and entity_id = ${reservationId}`);
    const { actor } = agent;
    expect(rows).toEqual([{ action: "export", entity: "receipt", actor_id: "id" in actor ? actor.id : "" }]);
    expect(await codeOf(readReceiptForStaff(ctx, { reservationId }))).toBe("FORBIDDEN");
  });

  test("nobody before it is paid; the mail of such a booking has none", async () => {
    const ctx = customer();
    const { reservationId } = await hold(ctx, await flightOnSale(), named);
    expect(await codeOf(readReceipt(ctx, { reservationId }))).toBe("NOT_FOUND");
    expect(await receiptForMail({ reservationId, locale: "ko" })).toBeNull();
  });

  test("a person who asks again and again has to wait", async () => {
    const { ctx, reservationId } = await familyTrip();
    const codes = [];
    for (let n = 0; n < 41; n++) codes.push(await codeOf(readReceipt(ctx, { reservationId })));
    expect([codes[39], codes[40]]).toEqual([codes[0], "RATE_LIMITED"]);
  });
});
