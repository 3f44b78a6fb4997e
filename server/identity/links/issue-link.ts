import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { type Database, database, type Tx } from "@/db/client";
import { emailChanges, mailedLinks, users } from "@/db/schema/identity";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { hashToken, linkToken, randomToken } from "./hash-token";
import { LINK_MINUTES, type LinkPurpose } from "./link-rules";

type NewLink = { userId: string; purpose: LinkPurpose; email: string; changeId?: string };

/** Returns the row of a user, locked: everything about the links of an account happens one after the other. */
export async function lockUser({ tx }: TxContext, where: SQL) {
  const [user] = await tx.select().from(users).where(where).for("update");
  return user;
}

/**
 * Makes a link and ends the open one of the same purpose. The caller has locked the user.
 *
 * @returns the token, which has to be mailed now: only its hash is stored.
 */
export async function issueLink(ctx: TxContext, link: NewLink): Promise<string> {
  // Each change of the address can be stopped by the link of its own.
  if (link.purpose !== "STOP_EMAIL_CHANGE") await endLinks(ctx, link.userId, [link.purpose]);
  const token = randomToken();
  await ctx.tx.insert(mailedLinks).values({
    ...{ id: uuidv7(), tokenHash: hashToken(token), ...link },
    expiresAt: sql`clock_timestamp() + make_interval(mins => ${LINK_MINUTES[link.purpose]})`,
  });
  return token;
}

/** Ends the open links of these purposes. */
export async function endLinks(
  { tx }: TxContext,
  userId: string,
  purposes: readonly LinkPurpose[],
): Promise<void> {
  await tx
    .update(mailedLinks)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(mailedLinks.userId, userId),
        inArray(mailedLinks.purpose, [...purposes]),
        isNull(mailedLinks.endedAt),
      ),
    );
}

/**
 * Ends what somebody else may have begun with the account, since its owner has just proved who they are: links for a new
 * password, and a change of the address that is not done. A change that is done can still be stopped.
 */
export async function endPendingChanges(ctx: TxContext, userId: string): Promise<void> {
  await endLinks(ctx, userId, ["RESET_PASSWORD", "CHANGE_EMAIL"]);
  await ctx.tx
    .update(emailChanges)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(and(eq(emailChanges.userId, userId), isNull(emailChanges.doneAt), isNull(emailChanges.endedAt)));
}

/** True for a link that can be used. */
const isOpen = sql`${mailedLinks.endedAt} is null and ${mailedLinks.expiresAt} > clock_timestamp()`;

const isLink = (token: string, purposes: readonly LinkPurpose[]) =>
  and(
    eq(mailedLinks.tokenHash, hashToken(token)),
    inArray(mailedLinks.purpose, [...purposes]),
    isOpen,
  ) as SQL;

/** The open link with this token, read without a lock; undefined when it was used, replaced, or its time is over. */
export async function findLink(
  token: string,
  purposes: readonly LinkPurpose[],
  connection: Database | Tx = database(),
) {
  if (!linkToken.safeParse(token).success) return undefined;
  const [found] = await connection.select().from(mailedLinks).where(isLink(token, purposes));
  return found;
}

/**
 * Uses a link up: of two who come with it at the same time, one gets it.
 *
 * @returns the link and its user, locked.
 * @throws AppError NOT_FOUND when it was used, replaced, or its time is over.
 */
export async function takeLink(ctx: TxContext, token: string, purposes: readonly LinkPurpose[]) {
  const found = await findLink(token, purposes, ctx.tx);
  // The user first: whoever issues a link locks in this order too.
  const user = found && (await lockUser(ctx, eq(users.id, found.userId)));
  if (!user) throw new AppError("NOT_FOUND");
  const [link] = await ctx.tx
    .update(mailedLinks)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(isLink(token, purposes))
    .returning();
  if (!link) throw new AppError("NOT_FOUND");
  return { link, user };
}
