import { z } from "zod";
import { locales } from "@/server/shared/airline";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";
import { log } from "@/server/shared/log";
import { parse } from "@/server/shared/parse";
import { SpanKind, spannedWithin } from "@/server/shared/trace";
import { isRefusal, sendMail, takeTurn } from "./mail-transport";
import { renderHtml, renderText } from "./render-message";
import { accessCodeContent } from "./templates/access-code";

const accessCodeInput = z.object({
  codeId: z.uuid(),
  code: z.string(),
  to: z.string(),
  locale: z.enum(locales),
  locator: z.string(),
  minutes: z.number().int(),
});

/** Where the code is entered, below the locale. */
const CODE_PAGE = "/trips/access";

/**
 * Sends a one-time code by e-mail at once. Unlike every other message it is stored nowhere, so that neither the database
 * nor the list of a trip's messages shows the code. Only for the system.
 *
 * @throws AppError FORBIDDEN; UNAVAILABLE when the mail server did not accept the e-mail. The person asks for a new code.
 */
export async function deliverAccessCode(
  ctx: RequestContext,
  input: z.input<typeof accessCodeInput>,
): Promise<void> {
  requireSystem(ctx.actor);
  const { codeId, to, locale, ...code } = parse(accessCodeInput, input);
  const content = accessCodeContent[locale](code);
  const url = new URL(`/${locale}${CODE_PAGE}?trip=${code.locator}`, env().APP_URL).href;
  const mail = {
    messageId: codeId,
    date: new Date(),
    to,
    locale,
    subject: content.subject,
    text: renderText(content, url),
    html: renderHtml(content, locale, url),
  };
  const attributes = { "messaging.system": "smtp", "msa.message.template": "accessCode" };
  try {
    await spannedWithin("send mail", { kind: SpanKind.CLIENT, attributes }, () =>
      takeTurn(() => sendMail(mail)),
    );
  } catch (cause) {
    // The text of the error may name the address.
    log.warn({ codeId, refused: isRefusal(cause) }, "a one-time code could not be sent");
    throw new AppError("UNAVAILABLE", { cause });
  }
}
