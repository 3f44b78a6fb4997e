import type { Locale } from "@/server/shared/airline";

/** The part of the inbox that the bell shows. */
export type BellState = { unread: number; latest: { id: string; locale: Locale; subject: string } | null };

export type InboxItem = {
  id: string;
  locale: Locale;
  subject: string;
  body: string;
  /** A path below the locale. */
  link: string | null;
  createdAt: Date | string;
  readAt: Date | string | null;
};

export type InboxPage = { items: InboxItem[]; nextCursor: string | null };

/** Marks the message of the form as read, or all when it names none. @returns the refusal's code, or null. */
export type MarkAction = (before: string | null, form: FormData) => Promise<string | null>;
