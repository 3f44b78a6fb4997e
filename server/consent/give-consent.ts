import { z } from "zod";
import {
  hasPermission,
  type RequestContext,
  requireMember,
  requirePermission,
  transaction,
} from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { requireVersion } from "./documents-view";
import { requireNoFault } from "./require-consents";
import { consentChannels, legalLanguage, statedConsent } from "./schemas";
import { writeConsents } from "./write-consents";

const giveConsentInput = statedConsent.extend({
  locale: legalLanguage,
  channel: z.enum(consentChannels).exclude(["STAFF"]),
  /** The customer for whom staff record it; absent: the member's own. */
  personId: z.uuid().optional(),
  /** Both or neither: the passenger whose passport it is about, and the booking. The caller has checked that it is the person's own. */
  reservationId: z.uuid().optional(),
  passengerId: z.uuid().optional(),
});
export type GiveConsentInput = z.input<typeof giveConsentInput>;

/**
 * Records that a member agrees to one document: advertising, a passport, or a new version of what they had agreed to. Staff who may
 * change customers record it for a customer who told them; the channel is STAFF then.
 *
 * @throws AppError UNAUTHENTICATED · FORBIDDEN for another person's consent without the permission · INVALID_INPUT ·
 *   CONSENT_REQUIRED with `consents.<document>: consentOutdated` when another version is in force.
 */
export async function giveConsent(ctx: RequestContext, input: GiveConsentInput): Promise<void> {
  const member = requireMember(ctx.actor);
  const { document, version, personId = member.id, ...rest } = parse(giveConsentInput, input);
  if (personId !== member.id) requirePermission(ctx.actor, "customer.change");
  const isForOther = personId !== member.id && hasPermission(ctx.actor, "customer.change");
  // What is agreed to for a whole booking is written with its payment, and by its customer alone.
  if (Boolean(rest.passengerId) !== Boolean(rest.reservationId)) {
    const field = rest.passengerId ? "reservationId" : "passengerId";
    throw new AppError("INVALID_INPUT", { fieldErrors: { [field]: "required" } });
  }
  requireNoFault(
    [{ document, version: requireVersion(document, await koreanToday()) }],
    [{ document, version }],
  );
  const channel = isForOther ? "STAFF" : rest.channel;
  await transaction(ctx, (tx) =>
    writeConsents(tx, { ...rest, personId, channel }, [{ document, version }], true),
  );
}
