import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";
import { requireSelf } from "@/server/shared/personal-tables";
import { type Pseudonym, withoutMarks } from "@/server/shared/pseudonym";

/**
 * Takes names and addresses out of what staff noted about a member and the member's bookings: the law keeps complaints for
 * three years. A note is written anew under its id, because a trigger refuses changes.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function eraseNotes(
  ctx: TxContext,
  { personId }: Pseudonym,
  about: { reservationIds: readonly string[]; marks: readonly string[] },
): Promise<void> {
  requireSelf(ctx.actor, personId);
  const subjects = sql.param([personId, ...about.reservationIds]);
  const { rows } = await ctx.tx.execute<{ id: string; text: string }>(
    sql`select id, text from desk.notes where subject_id = any(${subjects}::uuid[])`,
  );
  const notes = rows.flatMap(({ id, text }) => {
    const left = withoutMarks(text, about.marks);
    return left === text ? [] : [{ id, text: left }];
  });
  await ctx.tx.execute(sql`
    with erased as (select * from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as e(id uuid, text text)),
      gone as (delete from desk.notes n using erased e where n.id = e.id returning n.*)
    insert into desk.notes (id, subject_kind, subject_id, text, author_id, author_email, created_at)
    select g.id, g.subject_kind, g.subject_id, e.text, g.author_id, g.author_email, g.created_at
    from gone g join erased e on e.id = g.id`);
}
