import { lte, sql } from "drizzle-orm";
import { recipients } from "@/db/schema/notification";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type RememberRecipientInput, rememberRecipientInput } from "./schemas";

/** Keeps this context's own copy of whom to write to, and in which language. An older profile changes nothing. */
export async function rememberRecipient(ctx: RequestContext, input: RememberRecipientInput): Promise<void> {
  requireSystem(ctx.actor);
  const { userId, ...copy } = parse(rememberRecipientInput, input);
  await transaction(ctx, ({ tx }) =>
    tx
      .insert(recipients)
      .values({ userId, ...copy })
      .onConflictDoUpdate({
        target: recipients.userId,
        set: copy,
        setWhere: lte(recipients.profileVersion, sql`excluded.profile_version`),
      }),
  );
}
