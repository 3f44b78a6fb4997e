import { z } from "zod";

/** The queues of law L7. */
export const waitingQueues = z.enum([
  "outbox",
  "unreceived",
  "overdue_holds",
  "overdue_changes",
  "pending_refunds",
  "undecided_captures",
  "cancelled_flights",
  "unsent_messages",
  "webhooks",
]);

const figure = z.number().min(0);

/** The figures of the whole airline that monitoring reads often. Ages are in seconds; 0 when nothing waits. */
export const monitoringFigures = z.object({
  queues: z.array(z.object({ queue: z.string(), waiting: figure, oldestSeconds: figure })),
  /** By projection: the age of the oldest event that it has not read. */
  projectionLagSeconds: z.record(z.string(), figure),
  liveHolds: figure,
  overdueHolds: figure,
  refundsPending: figure,
  refundsPendingWon: figure,
  /** Since the refund was owed. */
  refundOldestSeconds: figure,
  messagesUnsent: figure,
  /** Unsent messages of which at least one try failed. */
  messagesFailing: figure,
  messageOldestSeconds: figure,
  /** Webhooks that wait, also for the next try or for those before them, and the age of the oldest event among them. */
  webhooksWaiting: figure,
  webhookOldestSeconds: figure,
  /** Endpoints that get webhooks, and those among them whose last try failed. */
  webhookEndpoints: figure,
  webhookEndpointsFailing: figure,
  /** For how long the one that has failed longest has failed. */
  webhookFailingSeconds: figure,
  /** Events that were given up in the last day after all tries, or because they are no longer kept. */
  webhooksGivenUp: figure,
  /** Endpoints that were disabled in the last day because they failed for 72 hours or are gone. */
  webhookEndpointsEnded: figure,
  deadLetters: figure,
  deadLetterOldestSeconds: figure,
  /** The database's connections, of all processes. */
  connections: figure,
  maxConnections: figure,
  sizeBytes: figure,
});
export type MonitoringFigures = z.output<typeof monitoringFigures>;
