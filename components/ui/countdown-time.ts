const announcedMinutes = [1, 2, 5, 10] as const;

/** Minutes and seconds, `9:05`; never below `0:00`. */
export function formatRemaining(remainingMs: number): string {
  const seconds = Math.max(0, Math.ceil(remainingMs / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The minute mark (10, 5, 2 or 1) that the time left has just passed; null when it has passed none. */
export function minutesToAnnounce(beforeMs: number, nowMs: number): number | null {
  return announcedMinutes.find((minutes) => nowMs <= minutes * 60_000 && beforeMs > minutes * 60_000) ?? null;
}

/** When this browser first saw each answer of the server. The back button shows an old answer again. */
const firstSeen = new Map<string, number>();

/** The server's present time in ms. @param answeredAt when the server answered, ISO; the answer may be old. */
export function serverTimeOf(answeredAt: string): number {
  if (typeof window === "undefined") return Date.parse(answeredAt);
  const seenAt = firstSeen.get(answeredAt) ?? Date.now();
  firstSeen.set(answeredAt, seenAt);
  return Date.parse(answeredAt) + Date.now() - seenAt;
}
