import { and, desc, eq, notExists, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { endedSessions, sessions, users } from "@/db/schema/identity";
import { browsers, systems } from "@/server/identity/domain/device";
import type { Session } from "@/server/identity/schemas";
import { type RequestContext, requirePerson } from "@/server/shared/context";
import type { OpenSession } from "./session-schemas";

/** More than anybody has. */
const MAX_LISTED = 100;

/**
 * The open sessions of a member, the one that was used last first. Sessions of an earlier release are listed once they were
 * used.
 *
 * @throws AppError UNAUTHENTICATED; FORBIDDEN for a program.
 */
export async function listOwnSessions(ctx: RequestContext): Promise<OpenSession[]> {
  const member = requirePerson(ctx);
  const { id, browser, system, place, startedAt, seenAt } = sessions;
  const rows = await database()
    .select({ id, browser, system, network: place, startedAt, seenAt })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.userId, member.id),
        eq(sessions.version, users.sessionVersion),
        sql`${sessions.expiresAt} > clock_timestamp()`,
        notExists(
          database().select({ id: endedSessions.id }).from(endedSessions).where(eq(endedSessions.id, id)),
        ),
      ),
    )
    .orderBy(desc(seenAt), desc(id))
    .limit(MAX_LISTED);
  return rows.map((row) => ({
    ...row,
    // Words of a newer release.
    browser: browsers.find((word) => word === row.browser) ?? "OTHER",
    system: systems.find((word) => word === row.system) ?? "OTHER",
    isCurrent: row.id === ctx.sessionId,
  }));
}

/**
 * Why a session that is not open any more ended: its time is over, or somebody ended it.
 *
 * @public The session from the sealed cookie is the proof; the answer says nothing about its user.
 */
export async function whySessionEnded({ expiresAtSeconds }: Session): Promise<"EXPIRED" | "ENDED"> {
  const { rows } = await database().execute<{ isOver: boolean }>(
    sql`select clock_timestamp() >= to_timestamp(${expiresAtSeconds}) as "isOver"`,
  );
  return rows[0]?.isOver ? "EXPIRED" : "ENDED";
}
