import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type ClientIdInput, clientIdInput } from "./schemas";
import { writeClientState } from "./write-client-state";

/**
 * Enables a client that was disabled, with the secrets that are still valid. Again it changes nothing.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND.
 */
export async function enableClient(ctx: RequestContext, input: ClientIdInput): Promise<void> {
  requirePermission(ctx.actor, "platform.change");
  const { id } = parse(clientIdInput, input);
  await transaction(ctx, (tx) => writeClientState(tx, id, "ENABLED"));
}
