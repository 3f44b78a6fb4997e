import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
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

  /** Lets the client go on: at once, or when a stall ends; or refuses it. */
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
      const id = newId();
      keep(store, id, stream, session.envelope).then(
        () => callback(null, `kept as ${id}`),
        (error: Error) => callback(error),
      );
    },
  });
  // A client may hang up at any time.
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

async function keep(
  store: MailStore,
  id: string,
  stream: SMTPServerDataStream,
  { mailFrom, rcptTo }: SMTPServerSession["envelope"],
): Promise<void> {
  const from = mailFrom ? mailFrom.address : "";
  const to = rcptTo.map((recipient) => recipient.address);
  const receivedAt = new Date();
  await store.add(await parseMail(await receive(stream), { id, from, to, receivedAt }));
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
