import { and, eq, ne, sql } from "drizzle-orm";
import { users } from "@/db/schema/identity";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { userChanged } from "./events";
import { type ChangeLanguageInput, changeLanguageInput } from "./schemas";
import { userColumns } from "./user-view";

/**
 * Sets the language of a member's own messages. Setting the same language changes nothing.
 *
 * @throws AppError UNAUTHENTICATED, INVALID_INPUT.
 */
export async function changeLanguage(ctx: RequestContext, input: ChangeLanguageInput): Promise<void> {
  const member = requireMember(ctx.actor);
  const { locale } = parse(changeLanguageInput, input);
  await transaction(ctx, async (tx) => {
    const [changed] = await tx.tx
      .update(users)
      .set({ locale, profileVersion: sql`${users.profileVersion} + 1` })
      .where(and(eq(users.id, member.id), ne(users.locale, locale)))
      .returning({ ...userColumns, profileVersion: users.profileVersion });
    if (!changed) return;
    const { id: userId, ...facts } = changed;
    await audit(tx, { action: "change-language", entity: "user", entityId: userId, after: { locale } });
    await recordEvents(tx, [event(userChanged, { userId, ...facts, change: "LANGUAGE" })]);
  });
}
