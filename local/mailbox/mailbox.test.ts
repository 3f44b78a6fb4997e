import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import nodemailer from "nodemailer";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Mail } from "./model";
import { endMailbox, type Mailbox, startMailbox } from "./testing/mailbox-process";

const TIMEOUT_MS = 60_000;

let folder: string;
let mailbox: Mailbox;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "mailbox-"));
  mailbox = await start();
}, TIMEOUT_MS);

beforeEach(async () => {
  await control({ smtp: "ok", code: 451 });
  await fetch(`${mailbox.url}/api/messages`, { method: "DELETE" });
});

afterAll(async () => {
  await endMailbox(mailbox, "SIGKILL");
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

const start = (env: Record<string, string> = {}) => startMailbox(folder, env);

const MAIL = {
  from: '"MSA Air" <no-reply@msa-air.example>',
  to: "kim@example.com",
  subject: "예약이 확정되었습니다 · K7XQ2M",
  text: "예약번호 K7XQ2M http://localhost:3000/ko/trips",
  html: '<h1>예약</h1><script>alert(1)</script><img src="http://203.0.113.1/x.png">',
};

async function send(change: object = {}, options: object = {}): Promise<void> {
  const transport = nodemailer.createTransport({ ...urlParts(mailbox.smtp), ...options });
  await transport.sendMail({ ...MAIL, ...change });
  transport.close();
}

function urlParts(url: string) {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}

async function messages(query = ""): Promise<Mail[]> {
  return (await fetch(`${mailbox.url}/api/messages${query}`)).json() as Promise<Mail[]>;
}

const control = (body: object) =>
  fetch(`${mailbox.url}/_control`, { method: "POST", body: JSON.stringify(body) });

describe("mailbox", { timeout: TIMEOUT_MS }, () => {
  it("takes a mail over SMTP and gives it back with everything in it", async () => {
    const attachments = [
      { filename: "일정표.ics", content: "BEGIN:VCALENDAR", contentType: "text/calendar" },
    ];
    await send({ attachments, bcc: "archive@example.com", headers: { "X-Reservation": "K7XQ2M" } });
    const [mail] = await messages("?to=KIM@example.com&subject=확정");
    expect(mail).toMatchObject({
      from: MAIL.from,
      to: ["kim@example.com", "archive@example.com"],
      subject: MAIL.subject,
      text: expect.stringContaining("K7XQ2M"),
      html: expect.stringContaining("<h1>예약</h1>"),
      messageId: expect.stringMatching(/^<.+>$/),
      date: expect.stringMatching(/^\d{4}-/),
      attachments: [{ filename: "일정표.ics", contentType: "text/calendar", size: 15 }],
    });
    expect(mail?.headers["x-reservation"]).toBe("K7XQ2M");
    const download = await fetch(`${mailbox.url}/messages/${mail?.id}/attachments/0`);
    expect(await download.text()).toBe("BEGIN:VCALENDAR");
    expect(download.headers.get("content-disposition")).toMatch(/^attachment;/);
  });

  it("finds by the whole recipient, a part of it, and the subject; newest first", async () => {
    await send({ to: "lee@example.com", subject: "first" });
    await send({ to: "mylee@example.com", subject: "second" });
    expect((await messages("?to=lee@example.com")).map((mail) => mail.subject)).toEqual(["first"]);
    expect((await messages("?to=lee")).map((mail) => mail.subject)).toEqual(["second", "first"]);
    expect(await messages("?subject=third")).toEqual([]);
    const page = await (await fetch(`${mailbox.url}/?q=mylee`)).text();
    expect(page).toContain("second");
    expect(page).not.toContain("first");
  });

  it("shows a mail's HTML where it can run and load nothing", async () => {
    await send({ subject: "<b>bold</b>" });
    const [mail] = await messages();
    const page = await (await fetch(`${mailbox.url}/messages/${mail?.id}`)).text();
    expect(page).toContain("&lt;b&gt;bold&lt;/b&gt;");
    expect(page).toMatch(/<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    expect(page).toContain('href="http://localhost:3000/ko/trips"');
    const own = await fetch(`${mailbox.url}/messages/${mail?.id}/html`);
    const policy = own.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("img-src data:");
    expect(policy).toMatch(/sandbox(?!.*allow-scripts)/);
  });

  it("keeps what it acknowledged through kill -9, and forgets half-written mails", async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => send({ subject: `mail ${index}` })));
    await endMailbox(mailbox, "SIGKILL");
    await writeFile(path.join(folder, "mailbox", "01.json.part"), '{"id":');
    mailbox = await start();
    expect(await messages()).toHaveLength(10);
    expect((await readdir(path.join(folder, "mailbox"))).filter((name) => name.endsWith(".part"))).toEqual(
      [],
    );
  });

  it("keeps the newest when there are too many", async () => {
    for (const subject of ["one", "two", "three"]) await send({ subject });
    await endMailbox(mailbox, "SIGTERM");
    mailbox = await start({ MSA_MAILBOX_KEEP: "2" });
    expect((await messages()).map((mail) => mail.subject)).toEqual(["three", "two"]);
    await send({ subject: "four" });
    expect((await messages()).map((mail) => mail.subject)).toEqual(["four", "three"]);
    expect(await readdir(path.join(folder, "mailbox"))).toHaveLength(2);
  });

  it("deletes all when asked from its own page or by the API, not from another site", async () => {
    await send();
    const headers = { "sec-fetch-site": "same-site" };
    expect((await fetch(`${mailbox.url}/clear`, { method: "POST", headers })).status).toBe(403);
    expect(await messages()).toHaveLength(1);
    await fetch(`${mailbox.url}/api/messages`, { method: "DELETE" });
    expect(await messages()).toEqual([]);
    expect(await readdir(path.join(folder, "mailbox"))).toEqual([]);
  });

  it("stalls and recovers", async () => {
    await control({ smtp: "stall" });
    await expect(send({}, { greetingTimeout: 300 })).rejects.toMatchObject({ code: "ETIMEDOUT" });
    expect(await messages()).toEqual([]);
    const waiting = send({ subject: "patient" });
    await control({ smtp: "ok" });
    await waiting;
    expect((await messages()).map((mail) => mail.subject)).toEqual(["patient"]);
  });

  it("stalls on a connection that is open already", async () => {
    const transport = nodemailer.createTransport({
      ...urlParts(mailbox.smtp),
      pool: true,
      maxConnections: 1,
      socketTimeout: 500,
    });
    await transport.sendMail(MAIL);
    await control({ smtp: "stall" });
    await expect(transport.sendMail(MAIL)).rejects.toThrow();
    transport.close();
    expect(await messages()).toHaveLength(1);
  });

  it("rejects with the code asked for", async () => {
    await control({ smtp: "reject" });
    await expect(send()).rejects.toMatchObject({ responseCode: 451 });
    await control({ code: 550 });
    await expect(send()).rejects.toMatchObject({ responseCode: 550 });
    await control({ smtp: "ok" });
    await send();
    expect((await control({ smtp: "sometimes" })).status).toBe(400);
  });

  it("answers 413 to a request that is too large", async () => {
    const response = await fetch(`${mailbox.url}/_control`, { method: "POST", body: "x".repeat(300 * 1024) });
    expect(response.status).toBe(413);
  });

  it("answers health and unknown mails, and ends on SIGTERM with 0", async () => {
    expect((await fetch(`${mailbox.url}/health`)).status).toBe(200);
    expect((await fetch(`${mailbox.url}/messages/none`)).status).toBe(404);
    expect(await (await fetch(mailbox.url, { headers: { "accept-language": "en" } })).text()).toContain(
      "No mail yet",
    );
    expect(await endMailbox(mailbox, "SIGTERM")).toBe(0);
  });
});
