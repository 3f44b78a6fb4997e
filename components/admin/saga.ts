/** A saga as it arrives from the server or, as JSON, from the API. */
export type Attempt = {
  functionId: string;
  runId: string;
  step: string;
  /** Counted from 0. */
  attempt: number;
  outcome: "SUCCEEDED" | "FAILED";
  error: string | null;
  startedAt: string | Date;
  endedAt: string | Date;
};
export type SagaEvent = {
  eventId: string;
  name: string;
  occurredAt: string | Date;
  publishedAt: string | Date | null;
  parkedReason: string | null;
  attempts: readonly Attempt[];
};

export type Step = { name: string; attempts: Attempt[]; state: State };
export type Reaction = { functionId: string; runId: string; steps: Step[]; state: State };
export type State = "DONE" | "RETRYING";

/** The attempts under an event, by reaction and step, in the order in which they began. */
export function reactionsOf(event: Pick<SagaEvent, "attempts">): Reaction[] {
  const reactions = new Map<string, Map<string, Attempt[]>>();
  for (const attempt of event.attempts) {
    const run = `${attempt.functionId} ${attempt.runId}`;
    const steps = reactions.get(run) ?? new Map<string, Attempt[]>();
    reactions.set(run, steps);
    steps.set(attempt.step, [...(steps.get(attempt.step) ?? []), attempt]);
  }
  return [...reactions.values()].map((byStep) => {
    const steps = [...byStep].map(([name, attempts]) => ({ name, attempts, state: stateOf(attempts) }));
    const [first] = [...byStep.values()].flat();
    return {
      functionId: first?.functionId ?? "",
      runId: first?.runId ?? "",
      steps,
      state: steps.some((step) => step.state === "RETRYING") ? "RETRYING" : "DONE",
    };
  });
}

const stateOf = (attempts: readonly Attempt[]): State =>
  attempts.some((attempt) => attempt.outcome === "SUCCEEDED") ? "DONE" : "RETRYING";

/** How long after its publication an event may still set off reactions that have not begun. */
const SETTLING_MS = 10_000;
/** A step that has failed for longer than this is looked at by a person, not by a poll. */
const PATIENCE_MS = 60 * 60_000;

/** Whether more is to be expected soon: an event on its way, or a step that is tried again. */
export function isUnderWay(saga: readonly SagaEvent[], now: number): boolean {
  return saga.some((event) => {
    if (event.parkedReason) return false;
    if (!event.publishedAt) return true;
    if (now - new Date(event.publishedAt).getTime() < SETTLING_MS) return true;
    return reactionsOf(event).some(
      (reaction) =>
        reaction.state === "RETRYING" &&
        reaction.steps.some((step) =>
          step.attempts.some((attempt) => now - new Date(attempt.endedAt).getTime() < PATIENCE_MS),
        ),
    );
  });
}
