import { z } from "zod";
import { locales } from "@/server/shared/airline";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { log } from "@/server/shared/log";
import { parse } from "@/server/shared/parse";
import { SpanKind, spannedWithin } from "@/server/shared/trace";
import { isRefusal, sendMail, takeTurn } from "./mail-transport";
import { renderHtml, renderText } from "./render-message";
import { accountMailContent, accountMailKinds } from "./templates/account-mail";

const accountMail = z.object({
  kind: z.enum(accountMailKinds),
  to: z.string(),
  locale: z.enum(locales),
  /** The secret of the link, for the kinds that have one. */
  token: z.string().optional(),
  maskedEmail: z.string().optional(),
  providers: z.array(z.string()).readonly().default([]),
});
export type AccountMailInput = z.input<typeof accountMail>;

/** Where the link of a mail leads that has no secret, below the locale. */
const pages: Partial<Record<(typeof accountMailKinds)[number], string>> = {
  ADDRESS_TAKEN: "/sign-in",
  SIGN_IN_BY_PROVIDER: "/sign-in",
  PASSWORD_CHANGED: "/forgotten-password",
  EMAIL_CHANGED: "/account/security",
  ACCOUNT_ERASED: "/legal/privacy",
};

/** Takes the secret into a cookie and leads to the page, so that no page has a secret in its address. */
const LINK_ROUTE = "/api/mail-link";

/**
 * Sends an e-mail about an account at once. It is stored nowhere: its link is a secret. Only for the system.
 *
 * @throws AppError FORBIDDEN; UNAVAILABLE when the mail server did not accept the e-mail.
 */
export async function deliverAccountMail(ctx: RequestContext, input: AccountMailInput): Promise<void> {
  requireSystem(ctx.actor);
  const { kind, to, locale, token, ...facts } = parse(accountMail, input);
  const content = accountMailContent(kind, locale, facts);
  const query = new URLSearchParams({ for: kind, locale, token: token ?? "" });
  const url = new URL(token ? `${LINK_ROUTE}?${query}` : `/${locale}${pages[kind] ?? ""}`, env().APP_URL)
    .href;
  const mail = {
    ...{ messageId: uuidv7(), date: new Date(), to, locale, subject: content.subject },
    text: renderText(content, url),
    html: renderHtml(content, locale, url),
  };
  const attributes = { "messaging.system": "smtp", "msa.message.template": kind };
  try {
    await spannedWithin("send mail", { kind: SpanKind.CLIENT, attributes }, () =>
      takeTurn(() => sendMail(mail)),
    );
  } catch (cause) {
    // The text of the error may name the address.
    log.warn({ kind, refused: isRefusal(cause) }, "an e-mail about an account could not be sent");
    throw new AppError("UNAVAILABLE", { cause });
  }
}
