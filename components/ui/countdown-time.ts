const announcedMinutes = [1, 2, 5] as const;

/** `9:05`; never below `0:00`. */
export function formatRemaining(remainingMs: number): string {
  const seconds = Math.max(0, Math.ceil(remainingMs / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The whole minutes to announce when the time left went from one value to another; null for silence. */
export function minutesToAnnounce(beforeMs: number, nowMs: number): number | null {
  return announcedMinutes.find((minutes) => nowMs <= minutes * 60_000 && beforeMs > minutes * 60_000) ?? null;
}

/** When each answer of the server was first seen by this browser: going back shows an old answer again. */
const firstSeen = new Map<string, number>();

/** The server's time now, in ms, going by an answer that the browser may have kept for a while. */
export function serverTimeOf(answeredAt: string): number {
  if (typeof window === "undefined") return Date.parse(answeredAt);
  const seenAt = firstSeen.get(answeredAt) ?? Date.now();
  firstSeen.set(answeredAt, seenAt);
  return Date.parse(answeredAt) + Date.now() - seenAt;
}
