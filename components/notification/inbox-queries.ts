import type { BellState, InboxPage } from "./types";

export const inboxKey = ["messages"] as const;
export const bellKey = [...inboxKey, "bell"] as const;
export const inboxListKey = [...inboxKey, "list"] as const;
export const inboxPageKey = (start: string | null) => [...inboxListKey, start] as const;

async function read<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}

export const readBell = () => read<BellState>("/api/v1/messages/unread");

export const readInbox = (cursor: string | null) =>
  read<InboxPage>(cursor ? `/api/v1/messages?cursor=${encodeURIComponent(cursor)}` : "/api/v1/messages");
