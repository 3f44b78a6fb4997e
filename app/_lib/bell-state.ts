import { cache } from "react";
import { getRequestContext } from "@/app/_lib/auth/session";
import type { BellState } from "@/components/notification/types";
import { listMessages, unreadCount } from "@/server/notification/queries";
import type { RequestContext } from "@/server/shared/context";

/**
 * What the bell shows of the reader's own inbox: the number of unread messages, and the newest message.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function bellState(ctx: RequestContext): Promise<BellState> {
  const [unread, newest] = await Promise.all([unreadCount(ctx), listMessages(ctx, { limit: 1 })]);
  const latest = newest.items[0];
  return {
    unread,
    latest: latest ? { id: latest.id, locale: latest.locale, subject: latest.subject } : null,
  };
}

/**
 * The same for the reader of this request; read once per request. To be called without arguments, because React caches
 * by them.
 */
export const bellStateOfRequest = cache(async () => bellState(await getRequestContext()));
