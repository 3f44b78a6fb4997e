import { once } from "node:events";
import net from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export type TestSmtp = {
  url: string;
  port: number;
  mails: ParsedMail[];
  /** Mails to these addresses are refused with 550, as for unknown users. */
  unknownAddresses: Set<string>;
  /** Called before the server accepts a mail. */
  onMail: ((mail: ParsedMail) => Promise<void>) | null;
  stop(): Promise<void>;
};

/** A real SMTP server, on a port of its own or on the given one (to restart after an outage). */
export async function startSmtp(port = 0): Promise<TestSmtp> {
  const mails: ParsedMail[] = [];
  const unknownAddresses = new Set<string>();
  const server = new SMTPServer({
    authOptional: true,
    closeTimeout: 100,
    disabledCommands: ["AUTH"],
    onRcptTo: ({ address }, _session, done) =>
      done(
        unknownAddresses.has(address)
          ? Object.assign(new Error("no such user"), { responseCode: 550 })
          : null,
      ),
    onData: (stream, _session, done) => {
      simpleParser(stream)
        .then(async (mail) => {
          await smtp.onMail?.(mail);
          mails.push(mail);
          done();
        })
        .catch(done);
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const taken = (server.server.address() as net.AddressInfo).port;
  const smtp: TestSmtp = {
    url: `smtp://127.0.0.1:${taken}`,
    port: taken,
    mails,
    unknownAddresses,
    onMail: null,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
  return smtp;
}

/** A server that accepts connections and never answers. */
export async function startStall(port = 0): Promise<{ url: string; port: number; stop(): Promise<void> }> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const taken = (server.address() as net.AddressInfo).port;
  return {
    url: `smtp://127.0.0.1:${taken}`,
    port: taken,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
