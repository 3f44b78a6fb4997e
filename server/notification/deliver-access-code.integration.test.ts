import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";
import { startSmtp, type TestSmtp } from "./testing/smtp";

let smtp: TestSmtp;
beforeAll(async () => {
  smtp = await startSmtp();
  process.env.SMTP_URL = smtp.url;
});
afterAll(async () => {
  await smtp.stop();
  await closeDatabase();
});

const code = (locale: "ko" | "en", to = "minji@example.com") => ({
  ...{ codeId: uuidv7(), code: "042317", to, locale, locator: "BCDFGH", minutes: 10 },
});

test("a code is in the mail's text alone, in the booking's language, and stored nowhere", async () => {
  const { deliverAccessCode } = await import(".");
  await deliverAccessCode(systemContext("test"), code("ko"));
  await deliverAccessCode(systemContext("test"), code("en"));
  const [ko, en] = smtp.mails;
  expect(ko?.subject).toBe("[MSA 항공] 예약 관리 인증번호 안내 (예약번호 BCDFGH)");
  expect(ko?.text).toContain("인증번호: 042317");
  expect(ko?.text).toContain("10분");
  expect(en?.text).toContain("Code: 042317");
  for (const mail of smtp.mails) expect(mail.subject).not.toContain("042317");
  const { rows } = await database().execute(sql`
    select 1 from notification.messages m where m::text like '%042317%'
    union all select 1 from shared.outbox o where o.data::text like '%042317%'`);
  expect(rows).toEqual([]);
});

test("a mail that is not accepted is reported, and only the system sends codes", async () => {
  const { deliverAccessCode } = await import(".");
  smtp.unknownAddresses.add("gone@example.com");
  expect(await codeOf(deliverAccessCode(systemContext("test"), code("ko", "gone@example.com")))).toBe(
    "UNAVAILABLE",
  );
  const anybody = { actor: { kind: "ANONYMOUS" as const, address: "10.0.0.1" } };
  expect(await codeOf(deliverAccessCode(anybody, code("ko")))).toBe("FORBIDDEN");
});
