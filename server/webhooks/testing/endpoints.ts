import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { untilCaughtUp } from "@/server/shared/testing/projection";
import { catchUpDeliveries, deliverWebhooks, registerEndpoint } from "@/server/webhooks";
import type { RegisterEndpointInput } from "@/server/webhooks/schemas";
import type { TransportOptions } from "@/server/webhooks/webhook-transport";

export const system = systemContext("test");

/** A new endpoint that gets all events; `part` says what is otherwise. */
export const endpoint = (url: string, part: Partial<RegisterEndpointInput> = {}) =>
  registerEndpoint(staff(), {
    ...{ key: uuidv7(), name: "Partner", url, eventTypes: null, account: null },
    ...part,
  });

/** Queues all that is recorded. @returns how many deliveries are new. */
export const fanOut = () => untilCaughtUp((given) => catchUpDeliveries(system, given));

export const deliverDue = (options: TransportOptions = {}) =>
  deliverWebhooks(system, { budgetSeconds: 20 }, options);

/** Makes everything that waits due now. */
export const makeDue = () =>
  database().execute(sql`
    update webhooks.deliveries set next_try_at = clock_timestamp() where state = 'PENDING'`);

export type DeliveryRow = {
  id: number;
  eventId: string;
  type: string;
  state: string;
  cause: string | null;
  tries: number;
  failures: number;
};

/** The deliveries of an endpoint, in order. */
export async function deliveriesOf(endpointId: string): Promise<DeliveryRow[]> {
  const { rows } = await database().execute<DeliveryRow>(sql`
    select id::float8 as id, event_id as "eventId", event_type as type, state, given_up_cause as cause, tries, failures
    from webhooks.deliveries where endpoint_id = ${endpointId} order by id`);
  return rows;
}

export async function endpointRow(endpointId: string) {
  const { rows } = await database().execute<{ state: string; cause: string | null; failing: boolean }>(sql`
    select state, disabled_cause as cause, failing_since is not null as failing
    from webhooks.endpoints where id = ${endpointId}`);
  return rows[0];
}
