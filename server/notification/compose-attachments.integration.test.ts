import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { reservationCreated } from "@/server/reservation/events";
import { systemContext } from "@/server/shared/context";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { deliverMessage, deliverMessages, type MakeReceipt } from ".";
import { receiptFaults } from "./compose-attachments";
import { queueMail } from "./testing/queue";
import { startSmtp, type TestSmtp } from "./testing/smtp";

const system = systemContext("test");
let smtp: TestSmtp;
beforeAll(async () => {
  smtp = await startSmtp();
  process.env.SMTP_URL = smtp.url;
});
afterAll(async () => {
  await smtp.stop();
  await closeDatabase();
});
beforeEach(() => {
  smtp.mails.length = 0;
});

async function soldMail() {
  const r = reservationData();
  return {
    ...r,
    messageId: await queueMail(await recorded(reservationCreated, created(r), r.reservationId)),
  };
}
const paper =
  (bytes: number): MakeReceipt =>
  async () => ({
    ...{ filename: "MA-ABC234.pdf", content: Buffer.alloc(bytes, "%"), contentType: "application/pdf" },
  });
const attached = () =>
  smtp.mails.flatMap(({ attachments }) => attachments.map(({ contentType, size }) => [contentType, size]));

const faults = async () => {
  const found = await receiptFaults.get();
  return found.values.reduce((sum, { value }) => sum + value, 0);
};

test("the e-mail about a sale brings the receipt of its reservation, beside the calendar", async () => {
  const { messageId, reservationId } = await soldMail();
  const asked: unknown[] = [];
  const makeReceipt: MakeReceipt = (of) => {
    asked.push(of);
    return paper(5_000)(of);
  };
  const { results } = await deliverMessages(system, { messageIds: [messageId] }, makeReceipt);
  expect(results).toEqual([{ messageId, outcome: "SENT" }]);
  expect(asked).toEqual([{ reservationId, locale: "ko" }]);
  expect(attached()).toEqual([
    ["application/pdf", 5_000],
    ["text/calendar", expect.any(Number)],
  ]);
});

test.each<[string, MakeReceipt]>([
  ["cannot be made", () => Promise.reject(new Error("no typeface"))],
  ["is too large for a mail", paper(1_000_001)],
])("an e-mail whose receipt %s goes out without it, and is counted", async (_, makeReceipt) => {
  const { messageId } = await soldMail();
  const before = await faults();
  expect(await deliverMessage(system, { messageId }, makeReceipt)).toEqual({ outcome: "SENT" });
  expect(attached()).toEqual([["text/calendar", expect.any(Number)]]);
  expect((await faults()) - before).toBe(1);
});

test("a reservation without a receipt is no fault", async () => {
  const { messageId } = await soldMail();
  const before = await faults();
  await deliverMessage(system, { messageId }, async () => null);
  expect([attached().length, await faults()]).toEqual([1, before]);
});
