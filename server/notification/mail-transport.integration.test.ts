import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { uuidv7 } from "@/server/shared/ids";
import { startSmtp, type TestSmtp } from "./testing/smtp";

let smtp: TestSmtp;

beforeAll(async () => {
  smtp = await startSmtp();
  process.env.SMTP_URL = smtp.url;
});
afterAll(() => smtp.stop());
beforeEach(() => {
  vi.resetModules();
  smtp.mails.length = 0;
});

async function sent(head: { to?: string; subject?: string }) {
  const { sendMail } = await import("./mail-transport");
  await sendMail({
    messageId: uuidv7(),
    date: new Date(),
    to: "minji@example.com",
    subject: "예약 확정",
    text: "본문",
    html: "<p>본문</p>",
    locale: "ko",
    ...head,
  }).catch(() => {});
  return smtp.mails;
}

/** Header fields that must not exist: cc, bcc and extension fields. */
const otherHeads = (mails: TestSmtp["mails"]) =>
  mails
    .flatMap(({ headerLines }) => headerLines.map(({ key }) => key))
    .filter((key) => /^(bcc|cc|x-)/.test(key));

test("a line break in a subject begins no header of its own", async () => {
  const mails = await sent({ subject: "확정\r\nBcc: lee@example.com\r\nX-Other: 1\n\nbody" });
  expect(otherHeads(mails)).toEqual([]);
  expect(mails[0]?.subject).toContain("확정 Bcc: lee@example.com");
});

test.each([
  "minji@example.com\r\nBcc: lee@example.com",
  "minji@example.com, lee@example.com",
  "lee@example.com <minji@example.com>",
])("a mail to %j goes to one mailbox at most, and never to the other", async (to) => {
  const mails = await sent({ to });
  expect(otherHeads(mails)).toEqual([]);
  const recipients = mails.flatMap((mail) => [mail.to ?? []].flat().flatMap((each) => each.value));
  expect(recipients.length).toBeLessThanOrEqual(1);
  expect(recipients.map((each) => each.address)).not.toContain("lee@example.com");
});

test("a mail to a Korean domain uses its ASCII form", async () => {
  const mails = await sent({ to: "minji@xn--3e0b707e.kr" });
  expect([mails[0]?.to ?? []].flat()[0]?.value[0]?.address).toMatch(/^minji@(xn--3e0b707e|한국)\.kr$/);
});
