import { bulkhead, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { createTransport, type Transporter } from "nodemailer";
import type SMTPPool from "nodemailer/lib/smtp-pool";
import { env } from "@/server/shared/env";
import { openSocket } from "./smtp-socket";

export type Mail = {
  messageId: string;
  /** When it was written, however late or often it is sent. */
  date: Date;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The language of the texts. */
  locale: "ko" | "en";
};

/** Mails that are on their way to the mail server at the same time, per process. */
export const CONNECTIONS = 5;
const CONNECT_TIMEOUT_MS = 4_000;
const SOCKET_TIMEOUT_MS = 10_000;
const BREAK_MS = 5_000;

/** The server understood and refused this one mail (SMTP 5xx): it says nothing against the next. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Error && Number((error as { responseCode?: unknown }).responseCode) >= 500;

const turns = bulkhead(CONNECTIONS, 200);

/**
 * No more mails at once than there are connections, so that none waits unseen in the pool and goes out
 * after its caller gave up. Who waits for a turn has not begun.
 */
export const takeTurn = <T>(work: () => Promise<T>): Promise<T> => turns.execute(work);

/** A dead server is asked again every few seconds, not by everyone. */
const breaker = circuitBreaker(
  handleWhen((error) => !isRefusal(error)),
  { halfOpenAfter: BREAK_MS, breaker: new ConsecutiveBreaker(CONNECTIONS) },
);

let open: { url: string; transporter: Transporter } | undefined;

/** One pool of connections per process. */
function transporter(): Transporter {
  const url = env().SMTP_URL;
  if (open?.url === url) return open.transporter;
  open?.transporter.close();
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  const host = hostname.replace(/^\[|\]$/g, "");
  // The published types do not know maxRequeues.
  const options: SMTPPool.Options & { maxRequeues: number } = {
    pool: true,
    maxConnections: CONNECTIONS,
    // Who tries again, and when, is decided by the message's own state.
    maxRequeues: 0,
    host,
    port: Number(port || (secure ? 465 : 587)),
    secure,
    // A mailbox on this machine has no certificate that could be checked.
    ignoreTLS: !secure && /^(127\.|localhost$|::1$)/.test(host),
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    getSocket: openSocket,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  open = { url, transporter: createTransport(options) };
  return open.transporter;
}

/** Set, because the mailer otherwise counts the characters of every text to find the shorter one. */
const textEncodings = { ko: "base64", en: "quoted-printable" } as const;

/** Hands a mail to the mail server. Sent again it has the same Message-ID and date, so that a receiver may tell. */
export async function sendMail(mail: Mail): Promise<void> {
  const { MAIL_FROM, APP_URL } = env();
  await breaker.execute(() =>
    transporter().sendMail({
      from: MAIL_FROM,
      // One mailbox, as an object: text would be read as a list of recipients.
      to: { name: "", address: mail.to },
      date: mail.date,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      textEncoding: textEncodings[mail.locale],
      messageId: `<${mail.messageId}@${new URL(APP_URL).hostname}>`,
      headers: { "Auto-Submitted": "auto-generated" },
    }),
  );
}
