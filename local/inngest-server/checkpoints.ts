import type { Pool } from "pg";
import { batcher } from "@/server/shared/batcher";
import type { StepResult } from "./operation";
import { RUN_FAILURES, tooLargeStep } from "./real-failures";
import { type Checkpoint, checkpoint } from "./results";
import type { StateSizes } from "./state-size";

export type CheckpointFailure = "stale" | { tooLarge: string };

/** Keeps steps that the app reports during a call, unless the call is stale or a size exceeds its limit. */
export function createCheckpoints(db: Pool, sizes: StateSizes, leaseMs: number) {
  const keep = batcher((checkpoints: Checkpoint[]) => checkpoint(db, checkpoints, leaseMs));
  return async (
    jobId: string,
    generation: number,
    saved: StepResult[],
  ): Promise<CheckpointFailure | null> => {
    const problem = tooLargeStep(saved);
    if (problem !== null) return { tooLarge: problem };
    if (!sizes.add(jobId, saved)) return { tooLarge: RUN_FAILURES.stateTooLarge.message };
    return (await keep({ jobId, generation, saved })) ? null : "stale";
  };
}
