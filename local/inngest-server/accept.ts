import type { Pool } from "pg";
import { batcher } from "@/server/shared/batcher";
import { ingest, type Trigger } from "./ingest";
import type { Job } from "./job";
import type { Worker } from "./worker";

interface Parts {
  db: Pool;
  leaseMs: number;
  worker: Worker;
  /** Batch entries were stored. */
  onBatched: () => void;
}

/**
 * Stores events with what they trigger, several requests together under load, and makes the first calls of new
 * runs when a worker has a place for them. Durable when the promise resolves.
 */
export function createAccept({
  db,
  leaseMs,
  worker,
  onBatched,
}: Parts): (triggers: Trigger[]) => Promise<void> {
  return batcher<Trigger[], void>(async (lists) => {
    const reserved = new Map<string, Job>();
    const mayStart = (job: Job) => {
      const free = worker.reserve(job);
      if (free) reserved.set(job.runId, job);
      return free;
    };
    try {
      const { started, waiting, batched } = await ingest(db, lists.flat(), leaseMs, mayStart);
      for (const job of started) {
        reserved.delete(job.runId);
        worker.start(job);
      }
      if (waiting) worker.wake();
      if (batched) onBatched();
    } finally {
      for (const job of reserved.values()) worker.cancel(job);
    }
    return lists.map(() => undefined);
  });
}
