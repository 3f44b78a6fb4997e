import { cache } from "react";
import type { BellState } from "@/components/notification/types";
import { listMessages, unreadCount } from "@/server/notification/queries";

/** What the bell shows of a reader's inbox: how many are unread, and the newest. Read once per request. */
export const bellState = cache(async (userId: string): Promise<BellState> => {
  const [unread, newest] = await Promise.all([unreadCount(userId), listMessages(userId, { limit: 1 })]);
  const latest = newest.items[0];
  return { unread, latest: latest ? { id: latest.id, subject: latest.subject } : null };
});
