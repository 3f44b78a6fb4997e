import { revalidatePath } from "next/cache";
import { unstable_rethrow } from "next/navigation";
import { getRequestContext } from "@/app/_lib/auth/session";
import { getTripContext } from "@/app/_lib/auth/trip-access";
import { type Failure, failureOf } from "@/app/_lib/http/failure";
import type { RequestContext } from "@/server/shared/context";
import { followUp } from "./after-commit";

export type ActionResult<T> = { ok: true; data: T } | Failure;

type ActionOptions = {
  /** Pages to render again after the verb has succeeded, for example `/[locale]/admin/flights`. */
  revalidate?: readonly string[];
  /** The verb only reads: there is nothing to publish. */
  readOnly?: boolean;
  /** The reservation that the verb is about, when its traveller may call it too. */
  trip?: string;
};

/**
 * Every server action calls its verb through this function. Refusals and faults are returned and not thrown, because
 * Next hides the text of what is thrown. Next's own redirect and not-found pass through.
 */
export async function runAction<T>(
  verb: (ctx: RequestContext) => Promise<T>,
  { revalidate = [], readOnly = false, trip }: ActionOptions = {},
): Promise<ActionResult<T>> {
  try {
    const ctx = await (trip ? getTripContext({ reservationId: trip }) : getRequestContext());
    const data = await verb(ctx);
    for (const path of revalidate) revalidatePath(path, path.includes("[") ? "page" : undefined);
    return { ok: true, data };
  } catch (error) {
    unstable_rethrow(error);
    return failureOf(error);
  } finally {
    // Also after a refusal: a verb may have recorded what it refused.
    if (!readOnly) followUp();
  }
}
