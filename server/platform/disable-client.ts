import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type ClientIdInput, clientIdInput } from "./schemas";
import { writeClientState } from "./write-client-state";

/**
 * Disables a client: it gets no token, and the tokens that are out open nothing any more. Again it changes nothing.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND.
 */
export async function disableClient(ctx: RequestContext, input: ClientIdInput): Promise<void> {
  requirePermission(ctx.actor, "platform.change");
  const { id } = parse(clientIdInput, input);
  await transaction(ctx, (tx) => writeClientState(tx, id, "DISABLED"));
}
