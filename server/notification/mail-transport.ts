import net from "node:net";
import { bulkhead, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { createTransport, type Transporter } from "nodemailer";
import type SMTPPool from "nodemailer/lib/smtp-pool";
import type { Locale } from "@/server/shared/airline";
import { env } from "@/server/shared/env";
import { watchBreaker } from "@/server/shared/metrics-of-process";

export type Attachment = { filename: string; content: string | Buffer; contentType: string };

export type Mail = {
  messageId: string;
  /** The moment at which the message was written. It stays the same when the mail is sent late or again. */
  date: Date;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The language of the texts. */
  locale: Locale;
  attachments?: Attachment[];
  /** An address at which one POST ends e-mails of this kind (RFC 8058). */
  unsubscribeUrl?: string;
};

/** How many mails one process sends at the same time. */
export const CONNECTIONS = 5;
const CONNECT_TIMEOUT_MS = 4_000;
const SOCKET_TIMEOUT_MS = 10_000;
const BREAK_MS = 5_000;

/** Returns true when the server refused this one mail (SMTP 5xx). Other mails may still be accepted. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Error && Number((error as { responseCode?: unknown }).responseCode) >= 500;

const turns = bulkhead(CONNECTIONS, 200);

/**
 * Runs `work` when one of the connections is free. Without this limit a mail could wait inside the mailer's pool and go
 * out after its caller gave up.
 */
export const takeTurn = <T>(work: () => Promise<T>): Promise<T> => turns.execute(work);

/** While the mail server is down, one mail every few seconds tries it; all others fail at once. */
const breaker = circuitBreaker(
  handleWhen((error) => !isRefusal(error)),
  { halfOpenAfter: BREAK_MS, breaker: new ConsecutiveBreaker(CONNECTIONS) },
);
watchBreaker("mail", () => breaker.state !== CircuitState.Closed);

/**
 * Gives the mailer a socket without Nagle's algorithm. The mailer writes the end of a mail separately; Nagle's algorithm
 * would hold it back until the server acknowledges the text, which servers do 40 ms later. The mailer has no option for
 * that.
 *
 * The socket is still connecting when the mailer gets it. A failed connection then reaches the mailer as any other
 * failure does. An error in place of the socket would leave the pool one connection short for good.
 */
export const openSocket: NonNullable<SMTPPool.Options["getSocket"]> = ({ host, port }, callback) =>
  callback(null, {
    connection: net.connect({ host, port: Number(port), noDelay: true, keepAlive: true }),
  });

let open: { url: string; transporter: Transporter } | undefined;

/** The process's one pool of connections. */
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
    // The message's own row decides when it is sent again.
    maxRequeues: 0,
    host,
    port: Number(port || (secure ? 465 : 587)),
    secure,
    // A mail server on this machine has no certificate that could be checked.
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

/** Set here, because the mailer would otherwise count the characters of every text to choose the shorter encoding. */
const textEncodings = { ko: "base64", en: "quoted-printable" } as const;

/**
 * Sends a mail to the mail server. A mail that is sent again has the same Message-ID and date, so that a receiver can
 * recognise the copy.
 *
 * @throws the mail server's or the network's error; see `isRefusal`.
 */
export async function sendMail(mail: Mail): Promise<void> {
  const { MAIL_FROM, APP_URL } = env();
  await breaker.execute(() =>
    transporter().sendMail({
      from: MAIL_FROM,
      // An object, because the mailer reads text as a list of recipients.
      to: { name: "", address: mail.to },
      date: mail.date,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      textEncoding: textEncodings[mail.locale],
      attachments: mail.attachments,
      messageId: `<${mail.messageId}@${new URL(APP_URL).hostname}>`,
      headers: {
        "Auto-Submitted": "auto-generated",
        ...(mail.unsubscribeUrl && {
          "List-Unsubscribe": `<${mail.unsubscribeUrl}>`,
          "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }),
      },
    }),
  );
}
