import { z } from "zod";

const count = z.coerce.number().int().min(1);
const seconds = z.coerce.number().int().min(1).max(3_600);

/** How a process guards itself and its entry. What is optional has its default where it is used. */
export const operationShape = {
  /** After so many seconds without an answer over the pool, while the database itself answers, the process is not alive. */
  LIVENESS_POOL_SECONDS: seconds.default(60),
  /** After so many seconds with an event loop that stands still for five seconds and more, the process is not alive. */
  LIVENESS_LOOP_SECONDS: seconds.default(60),
  /** Above these values a process refuses new work: delay of the event loop, wait for a connection, waiting requests. */
  SHED_LOOP_DELAY_MS: count.default(1_000),
  SHED_POOL_WAIT_MS: count.default(2_000),
  SHED_POOL_WAITING: count.optional(),
  /** Limits of one client address and of a process, in place of ENTRY_LIMITS (app/_lib/edge/entry-limits.ts). */
  ENTRY_READS_PER_SECOND: count.optional(),
  ENTRY_READ_BURST: count.optional(),
  ENTRY_WRITES_PER_MINUTE: count.optional(),
  ENTRY_CONNECTIONS: count.optional(),
  ENTRY_CONNECTIONS_PER_ADDRESS: count.optional(),
};
