import { actorId, type RequestContext } from "@/server/shared/context";
import { limitRate } from "@/server/shared/rate-limit";
import { QUOTE_LIMIT } from "./quote-limit";

/** @throws AppError RATE_LIMITED when the actor has asked for too many quotes of this kind. */
export const limitQuotes = (ctx: RequestContext, kind: "quote-refund" | "quote-change"): Promise<void> =>
  limitRate(`${kind}:${actorId(ctx.actor)}`, QUOTE_LIMIT.quotes, QUOTE_LIMIT.windowSeconds);
