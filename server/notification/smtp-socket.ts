import net from "node:net";
import type SMTPPool from "nodemailer/lib/smtp-pool";

/**
 * Gives the mailer a socket that sends everything at once. The mailer writes the end of a mail by itself: Nagle's
 * algorithm would keep it back until the server acknowledges the text, which servers do 40 ms later. There is no
 * option for that.
 *
 * The socket is still connecting: if that fails, the mailer hears of it as of any other failure, and its limit for
 * the greeting counts from here. An error in place of a socket would leave the pool one connection short for good.
 */
export const openSocket: NonNullable<SMTPPool.Options["getSocket"]> = ({ host, port }, callback) =>
  callback(null, {
    connection: net.connect({ host, port: Number(port), noDelay: true, keepAlive: true }),
  });
