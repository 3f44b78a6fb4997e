import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import { monotonicFactory } from "ulid";
import { z } from "zod";
import type { MailStore } from "./mail-store";
import { parseMail } from "./parse-mail";

const MAX_MAIL_BYTES = 25 * 1024 * 1024;

export const faultsSchema = z.strictObject({
  /** stall: a connection is accepted and never answered. reject: each mail is refused with `code`. */
  smtp: z.enum(["ok", "stall", "reject"]),
  /** 4xx: the sender shall try again later. 5xx: never. */
  code: z.number().int().min(400).max(599),
});

export type Faults = z.infer<typeof faultsSchema>;

export type MailServer = {
  faults: Faults;
  setFaults(change: Partial<Faults>): void;
  server: SMTPServer;
};

/**
 * A mail server that takes every mail for anybody and sends none on. A mail is acknowledged once it is
 * in the store.
 */
export function createMailServer(store: MailStore): MailServer {
  const faults: Faults = { smtp: "ok", code: 451 };
  const newId = monotonicFactory();
  let stalled: (() => void)[] = [];

  /** Answers the client now, when the fault has been lifted, or with a refusal. */
  function admit(proceed: (error?: Error) => void): void {
    if (faults.smtp === "stall") stalled.push(() => admit(proceed));
    else if (faults.smtp === "reject") proceed(refusal(faults.code));
    else proceed();
  }

  const server = new SMTPServer({
    banner: "MSA Air test mailbox",
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    size: MAX_MAIL_BYTES,
    logger: false,
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? "anybody" }),
    onConnect: (_session, callback) => (faults.smtp === "stall" ? admit(callback) : callback()),
    // Also here, for a connection that was open before the fault was switched on.
    onMailFrom: (_address, _session, callback) => admit(callback),
    onData(stream, session, callback) {
      const { mailFrom, rcptTo } = session.envelope;
      const envelope = {
        id: newId(),
        from: mailFrom ? mailFrom.address : "",
        to: rcptTo.map((recipient) => recipient.address),
        receivedAt: new Date(),
      };
      receive(stream)
        .then((raw) => parseMail(raw, envelope))
        .then((mail) => store.add(mail))
        .then(() => callback(null, `kept as ${envelope.id}`))
        .catch((error: Error) => callback(error));
    },
  });
  // A client that hangs up in the middle is its own affair.
  server.on("error", () => {});

  return {
    faults,
    server,
    setFaults(change) {
      Object.assign(faults, change);
      const waiting = stalled;
      stalled = [];
      for (const proceed of waiting) proceed();
    },
  };
}

async function receive(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  if (stream.sizeExceeded) throw refusal(552);
  return Buffer.concat(chunks);
}

function refusal(code: number): Error {
  return Object.assign(new Error("Refused by the test mailbox"), { responseCode: code });
}
