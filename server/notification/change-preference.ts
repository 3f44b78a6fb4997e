import { sql } from "drizzle-orm";
import { preferences } from "@/db/schema/notification";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import { readKindPolicies } from "./preferences-view";
import {
  type ChangePreferenceInput,
  changePreferenceInput,
  type MessageKindName,
  unsubscribeInput,
} from "./schemas";
import { subscriptionOf } from "./unsubscribe-rules";

/**
 * Switches the member's e-mails of one kind on or off. What is on its way is still sent.
 *
 * @throws AppError UNAUTHENTICATED; INVALID_INPUT, at `kind` when the law or the contract asks for these e-mails.
 */
export async function changePreference(ctx: RequestContext, input: ChangePreferenceInput): Promise<void> {
  const member = requireMember(ctx.actor);
  const { kind, email } = parse(changePreferenceInput, input);
  await transaction(ctx, (tx) => writePreference(tx, member.id, kind, email));
}

const TRIES_PER_HOUR = 60;

/**
 * Switches e-mails of one kind off for the member whom the link in an e-mail names. Whoever has the link may do it, as often
 * as they like.
 *
 * @returns the kind. @throws AppError INVALID_INPUT for a link that we did not write; RATE_LIMITED per member.
 */
export async function unsubscribe(
  ctx: RequestContext,
  input: { token: string },
): Promise<{ kind: MessageKindName }> {
  const found = subscriptionOf(parse(unsubscribeInput, input).token);
  if (!found) throw new AppError("INVALID_INPUT", { fieldErrors: { token: "invalid" } });
  await limitRate(`unsubscribe:${found.memberId}`, TRIES_PER_HOUR, 3600);
  await transaction(ctx, (tx) => writePreference(tx, found.memberId, found.kind, false));
  return { kind: found.kind };
}

async function writePreference(
  ctx: TxContext,
  memberId: string,
  kind: MessageKindName,
  isOn: boolean,
): Promise<void> {
  const policy = (await readKindPolicies(ctx.tx)).find((each) => each.kind === kind);
  if (!policy?.mayBeOff && !isOn)
    throw new AppError("INVALID_INPUT", { fieldErrors: { kind: "requiredMessage" } });
  const changed = await ctx.tx
    .insert(preferences)
    .values({ memberId, kind, channel: "EMAIL", isOn })
    .onConflictDoUpdate({
      target: [preferences.memberId, preferences.kind, preferences.channel],
      set: { isOn, changedAt: sql`now()` },
      setWhere: sql`${preferences.isOn} <> ${isOn}`,
    })
    .returning({ kind: preferences.kind });
  if (changed.length === 0) return;
  await audit(ctx, {
    action: "change-preference",
    entity: "user",
    entityId: memberId,
    after: { kind, channel: "EMAIL", isOn },
  });
}
