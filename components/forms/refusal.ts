import { noteOutdated } from "@/components/ui/outdated";

/** What a server action answers when it refuses: nothing was changed. */
export type Refusal = {
  ok: false;
  code: string;
  /** Field → key of its message. */
  fieldErrors?: Record<string, string>;
  /** What staff search the log for. */
  correlationId?: string;
};

/** What a server action answers. */
export type Answer<T> = { ok: true; data: T } | Refusal;

/** The answer for an action that got no answer from the server. An older version of the site is told apart by a notice. */
export function unreachable(error: unknown): Refusal {
  noteOutdated(error);
  return { ok: false, code: "UNAVAILABLE" };
}
