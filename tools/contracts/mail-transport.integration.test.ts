import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Mail as KeptMail } from "@/local/mailbox/model";
import { endMailbox, startMailbox } from "@/local/mailbox/testing/mailbox-process";
import type { Mail } from "@/server/notification/mail-transport";
import { uuidv7 } from "@/server/shared/ids";
import { realService, realServices, type Service, titleOf } from "./services";

interface OpenedMail {
  env: Record<string, string>;
  to: string;
  /** The mails that arrived; null where nobody can look. */
  arrived: (() => Promise<KeptMail[]>) | null;
  /** Makes the server refuse every mail with this code, or none; null where that cannot be asked. */
  refuse: ((code: number | null) => Promise<void>) | null;
  close(): Promise<void>;
}

async function openStandIn(): Promise<OpenedMail> {
  const folder = await mkdtemp(path.join(tmpdir(), "contract-mail-"));
  const mailbox = await startMailbox(folder);
  return {
    env: { SMTP_URL: mailbox.smtp },
    to: "minji@example.com",
    arrived: async () => (await fetch(`${mailbox.url}/api/messages`)).json() as Promise<KeptMail[]>,
    async refuse(code) {
      const fault = code === null ? { smtp: "ok" } : { smtp: "reject", code };
      await fetch(`${mailbox.url}/_control`, { method: "POST", body: JSON.stringify(fault) });
    },
    async close() {
      await endMailbox(mailbox, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const { SMTP_URL = "", MAIL_FROM = "", CONTRACT_MAIL_TO = "" } = realServices();
const services: Service<OpenedMail>[] = [
  { name: "the stand-in", open: openStandIn },
  {
    ...realService("mail"),
    async open() {
      const env = { SMTP_URL, MAIL_FROM };
      return { env, to: CONTRACT_MAIL_TO, arrived: null, refuse: null, close: async () => {} };
    },
  },
];

describe.each(services)("the mail transport and $name", (service) => {
  describe.skipIf(service.why)(titleOf(service), { timeout: 60_000 }, () => {
    let mail: OpenedMail;
    let transport: typeof import("@/server/notification/mail-transport");
    beforeAll(async () => {
      mail = await service.open();
      Object.assign(process.env, mail.env);
      vi.resetModules();
      transport = await import("@/server/notification/mail-transport");
    }, 60_000);
    afterAll(() => mail?.close());

    const newMail = (part: Partial<Mail> = {}): Mail => ({
      ...{ messageId: uuidv7(), date: new Date(), to: mail.to, locale: "ko" },
      ...{
        subject: "예약이 확정되었습니다 · BCDFGH",
        text: "예약번호 BCDFGH",
        html: "<p>예약번호 BCDFGH</p>",
      },
      ...part,
    });
    const refusalOf = async (sent: Promise<void>) => {
      const error = await sent.then(
        () => null,
        (reason: unknown) => reason,
      );
      return error && (transport.isRefusal(error) ? "refused" : "for now");
    };

    test("a mail is accepted in Korean and in English, and again under the same id", async () => {
      const korean = newMail();
      await transport.sendMail(korean);
      await transport.sendMail(
        newMail({ locale: "en", subject: "Booked", text: "Booked", html: "<p>Booked</p>" }),
      );
      await transport.sendMail(korean);
    });

    test("what arrives is what was sent", async ({ skip }) => {
      if (!mail.arrived) return skip("nobody can look into the mailbox");
      const sent = newMail();
      await transport.sendMail(sent);
      const kept = (await mail.arrived()).find(({ messageId }) => messageId?.includes(sent.messageId));
      expect(kept).toMatchObject({
        subject: sent.subject,
        to: [mail.to],
        text: expect.stringContaining("BCDFGH"),
      });
    });

    test.for([
      [550, "refused"],
      [451, "for now"],
    ] as const)(
      "a mail that the server answers with %i is %s, and the next one goes out",
      async ([code, expected], { skip }) => {
        if (!mail.refuse) return skip("nobody can make this server refuse");
        await mail.refuse(code);
        expect(await refusalOf(transport.sendMail(newMail()))).toBe(expected);
        await mail.refuse(null);
        expect(await refusalOf(transport.sendMail(newMail()))).toBeNull();
      },
    );
  });
});
