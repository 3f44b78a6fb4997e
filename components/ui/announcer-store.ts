/** What screen readers were told last. Each has a number: the same words twice are spoken twice. */
export type Announcement = { id: number; text: string };

let last: Announcement = { id: 0, text: "" };
const nothing = last;
const watchers = new Set<() => void>();

/** Has screen readers say a translated sentence when they are idle. It is said even if the caller's part of the page is gone. */
export function announce(text: string): void {
  last = { id: last.id + 1, text };
  for (const tell of watchers) tell();
}

export const lastAnnouncement = () => last;
export const noAnnouncement = () => nothing;

export function watchAnnouncements(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
