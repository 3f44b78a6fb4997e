import type { Job } from "./job";
import type { StepResult } from "./operation";
import { REAL_LIMITS } from "./real-limits";

/** Counts the state of each run that is being called: its events and the outputs of its finished steps. */
export class StateSizes {
  private readonly bytes = new Map<string, number>();

  begin(job: Job): void {
    const texts = [...job.events, ...job.steps.map((step) => step.value)];
    this.bytes.set(
      job.id,
      texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
    );
  }

  end(jobId: string): void {
    this.bytes.delete(jobId);
  }

  /** Adds finished steps. False: the run's state would exceed the limit, nothing is added. */
  add(jobId: string, steps: StepResult[]): boolean {
    const before = this.bytes.get(jobId);
    // A call of a server that is gone: its answer will be stale.
    if (before === undefined) return true;
    const after = steps.reduce((sum, step) => sum + Buffer.byteLength(step.value), before);
    if (after > REAL_LIMITS.runStateBytes.max) return false;
    this.bytes.set(jobId, after);
    return true;
  }
}
