import { once } from "node:events";
import net from "node:net";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test, vi } from "vitest";
import { errorText } from "@/server/shared/error-facts";
import { openSocket } from "./mail-transport";

afterEach(() => vi.restoreAllMocks());

const mail = { from: "a@example.com", to: "b@example.com", text: "b" };
const mailerOf = (options: { host?: string; port: number; secure?: boolean; requireTLS?: boolean }) =>
  createTransport({
    pool: true,
    host: "127.0.0.1",
    ...options,
    maxConnections: 1,
    tls: { rejectUnauthorized: false },
    getSocket: openSocket,
    ...{ maxRequeues: 0 },
  });

test.each([
  ["in clear", { secure: false, requireTLS: false }],
  ["by smtps", { secure: true, requireTLS: false }],
  ["by STARTTLS", { secure: false, requireTLS: true }],
])("a mail is sent %s, and its end does not wait for an acknowledgement", async (_, options) => {
  const connect = vi.spyOn(net, "connect");
  const sessions: boolean[] = [];
  const server = new SMTPServer({
    secure: options.secure,
    authOptional: true,
    disabledCommands: options.requireTLS ? [] : ["STARTTLS"],
    onData: (stream, session, done) => {
      sessions.push(session.secure);
      stream.resume().once("end", () => done());
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const mailer = mailerOf({ port: (server.server.address() as net.AddressInfo).port, ...options });
  await mailer.sendMail(mail);
  mailer.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  expect(sessions).toEqual([options.secure || options.requireTLS]);
  expect(connect.mock.calls).toMatchObject([[{ noDelay: true }]]);
});

test("a server that is down takes no connection out of the pool, and the error names it", async () => {
  const taken = net.createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as net.AddressInfo;
  taken.close();
  await once(taken, "close");
  for (const host of ["127.0.0.1", "localhost"]) {
    const mailer = mailerOf({ host, port });
    for (let i = 0; i < 3; i++) {
      expect(await mailer.sendMail(mail).then(String, errorText)).toContain("ECONNREFUSED 127.0.0.1");
    }
    mailer.close();
  }
});
