import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { isKept } from "@/server/shared/event-log";
import { examplesOf } from "./report-law";

/** The part of L4 about e-mails that staff had sent once more: one `message.resent` for each that went out, and no other. */
export const checkResends = (tx: Tx) =>
  examplesOf(
    tx,
    "one event per e-mail that was sent again",
    sql`select id as resend_id, coalesce(e.events, 0)::int as events
        from (select r.id, r.status from notification.resends r
          join notification.messages m on m.id = r.message_id where ${isKept(sql`m.reservation_id`)}) r
        full join (
          select (data->>'resendId')::uuid as id, count(*) as events from shared.outbox
          where name = 'notification/message.resent' and ${isKept(sql`correlation_id`)} group by 1) e using (id)
        where coalesce(e.events, 0) <> coalesce((r.status = 'SENT')::int, 0)`,
  );
