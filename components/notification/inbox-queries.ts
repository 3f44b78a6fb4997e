import { getJson } from "@/components/query/get-json";
import type { BellState, InboxPage } from "./types";

export const inboxKey = ["messages"] as const;
export const bellKey = [...inboxKey, "bell"] as const;
export const inboxListKey = [...inboxKey, "list"] as const;
export const inboxPageKey = (start: string | null) => [...inboxListKey, start] as const;

export const readBell = () => getJson<BellState>("/api/pages/messages/unread");

export const readInbox = (cursor: string | null) =>
  getJson<InboxPage>(
    cursor ? `/api/pages/messages?cursor=${encodeURIComponent(cursor)}` : "/api/pages/messages",
  );
