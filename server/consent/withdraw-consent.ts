import { z } from "zod";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { knownConsents } from "./consent-facts";
import { consentChannels, legalLanguage, WITHDRAWABLE_DOCUMENTS } from "./schemas";
import { writeConsents } from "./write-consents";

const withdrawConsentInput = z.object({
  document: z.enum(WITHDRAWABLE_DOCUMENTS),
  locale: legalLanguage,
  channel: z.enum(consentChannels).exclude(["STAFF"]),
});
export type WithdrawConsentInput = z.input<typeof withdrawConsentInput>;

/**
 * Takes a member's own consent back, at once. Asked again, it changes nothing.
 *
 * @throws AppError UNAUTHENTICATED · INVALID_INPUT at `document` for what belongs to a contract.
 */
export async function withdrawConsent(ctx: RequestContext, input: WithdrawConsentInput): Promise<void> {
  const { id: personId } = requireMember(ctx.actor);
  const { document, locale, channel } = parse(withdrawConsentInput, input);
  await transaction(ctx, async (tx) => {
    const [newest] = (await knownConsents(tx, personId)).filter((each) => each.document === document);
    if (!newest?.given) return;
    await writeConsents(tx, { personId, locale, channel }, [{ document, version: newest.version }], false);
  });
}
