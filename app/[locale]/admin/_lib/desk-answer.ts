import { runAction } from "@/app/_lib/actions/action";
import type { DeskState } from "@/components/admin/desk/desk-form";
import type { RequestContext } from "@/server/shared/context";

type Values = Record<string, string>;

/**
 * Runs a verb for a form of the desk. A form that was carried out is empty again; one that was refused keeps what was
 * typed.
 */
export async function deskAnswer<V extends Values>(
  before: unknown,
  { values, empty, revalidate }: { values: V; empty: V; revalidate: readonly string[] },
  verb: (ctx: RequestContext) => Promise<void>,
): Promise<DeskState<V>> {
  const result = await runAction(verb, { revalidate });
  const done = doneBefore(before);
  return result.ok ? { values: empty, done: done + 1, refusal: null } : { values, done, refusal: result };
}

/** Anybody can call an action with any state. */
function doneBefore(state: unknown): number {
  const done = typeof state === "object" && state !== null && "done" in state ? Number(state.done) : 0;
  return Number.isSafeInteger(done) && done >= 0 ? done : 0;
}
