import { eq } from "drizzle-orm";
import { deliveries, endpoints } from "@/db/schema/webhooks";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { limitCalls, lockEndpoint, requireAddress } from "./endpoint-facts";
import { type ChangeEndpointInput, changeEndpointInput } from "./schemas";

/**
 * Changes the name, the address, the events or the account of an endpoint. What waits for it goes to the new address. With another
 * account its deliveries are deleted: they are about bookings that the new partner must not see.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND, RATE_LIMITED; CONFLICT when it was changed since.
 */
export async function changeEndpoint(ctx: RequestContext, input: ChangeEndpointInput): Promise<void> {
  const { id: staffId } = requirePermission(ctx.actor, "platform.change");
  const { endpointId, version, account, name, eventTypes, ...fields } = parse(changeEndpointInput, input);
  await limitCalls(staffId);
  const url = await requireAddress(fields.url);
  const accountId = account?.id ?? null;
  await transaction(ctx, async (tx) => {
    const before = await lockEndpoint(tx, endpointId);
    if (before.version !== version) throw new AppError("CONFLICT");
    await tx.tx
      .update(endpoints)
      .set({ name, url, eventTypes, accountId, accountEmail: account?.email ?? null, version: version + 1 })
      .where(eq(endpoints.id, endpointId));
    if (before.accountId !== accountId)
      await tx.tx.delete(deliveries).where(eq(deliveries.endpointId, endpointId));
    const shown = (e: {
      name: string;
      url: string;
      eventTypes: string[] | null;
      accountId: string | null;
    }) => ({
      ...{ name: e.name, url: e.url, eventTypes: e.eventTypes, accountId: e.accountId },
    });
    await audit(tx, {
      action: "change-webhook-endpoint",
      entity: "webhook-endpoint",
      entityId: endpointId,
      before: shown(before),
      after: shown({ name, url, eventTypes, accountId }),
    });
  });
}
