import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { attempts, deliveries, endpoints } from "@/db/schema/webhooks";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { keysetPage, keyText, type ListOrder, type ListPage } from "@/server/shared/keyset";
import { parse } from "@/server/shared/parse";
import { composeDelivery } from "./compose-delivery";
import {
  type Delivery,
  type DeliveryDetail,
  deliveryId as deliveryIdSchema,
  type ListDeliveriesInput,
  listDeliveriesInput,
} from "./schemas";

const ROWS_PER_PAGE = 25;

const columns = {
  id: deliveries.id,
  endpointId: deliveries.endpointId,
  eventId: deliveries.eventId,
  eventType: deliveries.eventType,
  orderKey: deliveries.orderKey,
  locator: deliveries.locator,
  occurredAt: deliveries.occurredAt,
  state: deliveries.state,
  givenUpCause: deliveries.givenUpCause,
  tries: deliveries.tries,
  nextTryAt: deliveries.nextTryAt,
  deliveredAt: deliveries.deliveredAt,
};

const key = { value: sql`${deliveries.id}`, type: "bigint" } as const;
/** The newest first. */
const order: ListOrder = { sort: "id", descending: true, key, id: key };

/**
 * The deliveries of an endpoint, newest first, narrowed by state, type and reservation. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function listDeliveries(
  ctx: RequestContext,
  input: ListDeliveriesInput,
  limit = ROWS_PER_PAGE,
): Promise<ListPage<Delivery>> {
  requirePermission(ctx.actor, "platform.read");
  const { endpointId, state, type, order: ofOrder, cursor } = parse(listDeliveriesInput, input);
  const narrowed = and(
    eq(deliveries.endpointId, endpointId),
    state ? eq(deliveries.state, state) : undefined,
    type ? eq(deliveries.eventType, type) : undefined,
    ofOrder ? isOf(ofOrder) : undefined,
  );
  return keysetPage(order, cursor, limit, (slice) =>
    database()
      .select({ ...columns, at: keyText(order) })
      .from(deliveries)
      .where(and(narrowed, slice.where))
      .orderBy(slice.orderBy)
      .limit(slice.limit),
  );
}

/** The id of a reservation or of an event, or a locator. */
function isOf(text: string): SQL {
  const id = z.uuid().safeParse(text.trim().toLowerCase());
  if (!id.success) return sql`${deliveries.locator} = ${text.trim().toUpperCase()}`;
  return sql`(${deliveries.orderKey} = ${id.data} or ${deliveries.eventId} = ${id.data})`;
}

/**
 * One delivery with what is sent, and what each try came to. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND.
 */
export async function getDelivery(ctx: RequestContext, deliveryId: number): Promise<DeliveryDetail> {
  requirePermission(ctx.actor, "platform.read");
  const id = parse(deliveryIdSchema, deliveryId);
  const [found] = await database()
    .select({ ...columns, endpointName: endpoints.name })
    .from(deliveries)
    .innerJoin(endpoints, eq(endpoints.id, deliveries.endpointId))
    .where(eq(deliveries.id, id));
  if (!found) throw new AppError("NOT_FOUND");
  const [body, tries] = await Promise.all([composeDelivery(found), attemptsOf(id)]);
  return { ...found, body, attempts: tries };
}

const attemptsOf = (deliveryId: number) =>
  database()
    .select({
      id: attempts.id,
      triedAt: attempts.triedAt,
      durationMs: attempts.durationMs,
      status: attempts.status,
      failure: attempts.failure,
      excerpt: attempts.excerpt,
    })
    .from(attempts)
    .where(eq(attempts.deliveryId, deliveryId))
    .orderBy(asc(attempts.id));
