/** An attempt at a step. Times are dates from the server, texts from the API. */
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
/** The dead letter of a run that failed in every retry. It is closed once a replay has replaced the run. */
export type Letter = { functionId: string; runId: string; error: string; open: boolean };
export type SagaEvent = {
  kind: "EVENT" | "SWEEP";
  eventId: string;
  name: string;
  occurredAt: string | Date;
  publishedAt: string | Date | null;
  parkedReason: string | null;
  /** The event that caused this one. */
  causationId: string | null;
  attempts: readonly Attempt[];
  deadLetters: readonly Letter[];
  /** The status of the e-mail about this event. */
  email: "QUEUED" | "SENDING" | "SENT" | null;
};

export type Step = { name: string; attempts: Attempt[]; state: State };
export type Reaction = {
  functionId: string;
  runId: string;
  steps: Step[];
  state: State;
  /** The error of the dead letter. */
  error: string | null;
};
/**
 * STOPPED: every retry failed, and a person has to act. REPLAYED: every retry failed, and the run was replayed.
 * POSTPONED: the sweep keeps trying to send the e-mail. SENT_LATER: the sweep has sent the e-mail.
 */
export type State = "DONE" | "RETRYING" | "STOPPED" | "REPLAYED" | "POSTPONED" | "SENT_LATER";

/** The step that sends an e-mail; and the step that follows when every retry failed: the sweep then sends it. */
const EMAIL_STEP = "deliver-email";
const LEFT_TO_SWEEP = "report-undelivered";

type Facts = Pick<SagaEvent, "attempts" | "deadLetters" | "email">;

/** The attempts of an event by reaction and step, in the order in which they began. */
export function reactionsOf(event: Facts): Reaction[] {
  const runs = new Map<string, Attempt[]>();
  for (const attempt of event.attempts) {
    const run = `${attempt.functionId} ${attempt.runId}`;
    runs.set(run, [...(runs.get(run) ?? []), attempt]);
  }
  const begun = [...runs.values()].map((attempts) => reactionOf(event, attempts));
  // A run that refuses its event has no step.
  const unbegun = event.deadLetters
    .filter((letter) => !begun.some((reaction) => isOf(letter, reaction)))
    .map((letter) => ({ ...letter, steps: [], state: stateOfLetter(letter) }));
  return [...begun, ...unbegun];
}

function reactionOf(event: Facts, attempts: readonly Attempt[]): Reaction {
  const { functionId, runId } = attempts[0] as Attempt;
  const byStep = new Map<string, Attempt[]>();
  for (const each of attempts) byStep.set(each.step, [...(byStep.get(each.step) ?? []), each]);
  const letter = event.deadLetters.find((each) => isOf(each, { functionId, runId }));
  const steps = [...byStep].map(([name, tried]) => ({
    name,
    attempts: tried,
    state: stateOfStep(name, tried, byStep.has(LEFT_TO_SWEEP), letter, event.email),
  }));
  const open = steps.find((step) => step.state !== "DONE");
  const state = letter ? stateOfLetter(letter) : (open?.state ?? "DONE");
  return { functionId, runId, steps, state, error: letter?.error ?? null };
}

/** In a batch, the run of a letter has the event at its end: `<run>/<event>`. */
const isOf = (letter: Letter, { functionId, runId }: { functionId: string; runId: string }) =>
  letter.functionId === functionId && (letter.runId === runId || letter.runId.startsWith(`${runId}/`));

const stateOfLetter = (letter: Letter): State => (letter.open ? "STOPPED" : "REPLAYED");

function stateOfStep(
  name: string,
  attempts: readonly Attempt[],
  leftToSweep: boolean,
  letter: Letter | undefined,
  email: SagaEvent["email"],
): State {
  if (attempts.some((attempt) => attempt.outcome === "SUCCEEDED")) return "DONE";
  if (name === EMAIL_STEP && email === "SENT") return "SENT_LATER";
  if (name === EMAIL_STEP && leftToSweep) return "POSTPONED";
  return letter ? stateOfLetter(letter) : "RETRYING";
}

/** Reactions to an event may still begin this long after its publication. */
const SETTLING_MS = 10_000;
/** A step that has failed for longer than this needs a person: polling stops. */
const PATIENCE_MS = 60 * 60_000;

/** Returns true when the saga will change soon: an event is being published, or a step is being retried. */
export function isUnderWay(saga: readonly SagaEvent[], now: number): boolean {
  return saga.some((event) => {
    if (event.parkedReason) return false;
    if (!event.publishedAt) return true;
    if (now - new Date(event.publishedAt).getTime() < SETTLING_MS) return true;
    return reactionsOf(event).some(
      (reaction) =>
        (reaction.state === "RETRYING" || reaction.state === "POSTPONED") &&
        reaction.steps.some((step) =>
          step.attempts.some((attempt) => now - new Date(attempt.endedAt).getTime() < PATIENCE_MS),
        ),
    );
  });
}
