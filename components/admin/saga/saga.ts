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
/** A run of a reaction that was given up; it is closed once a replay took its place. */
export type Letter = { functionId: string; runId: string; error: string; open: boolean };
export type SagaEvent = {
  kind: "EVENT" | "SWEEP";
  eventId: string;
  name: string;
  occurredAt: string | Date;
  publishedAt: string | Date | null;
  parkedReason: string | null;
  /** The event that made this one happen. */
  causationId: string | null;
  attempts: readonly Attempt[];
  deadLetters: readonly Letter[];
  /** What became of the e-mail about this event. */
  email: "QUEUED" | "SENDING" | "SENT" | null;
};

export type Step = { name: string; attempts: Attempt[]; state: State };
export type Reaction = {
  functionId: string;
  runId: string;
  steps: Step[];
  state: State;
  /** Why the run was given up. */
  error: string | null;
};
/**
 * STOPPED: given up, waits for a person. REPLAYED: given up, and played again. POSTPONED: the e-mail is left
 * to the sweep, which goes on trying. SENT_LATER: the sweep got it through.
 */
export type State = "DONE" | "RETRYING" | "STOPPED" | "REPLAYED" | "POSTPONED" | "SENT_LATER";

/** The step that leaves its message to the sweep instead of giving up. */
const EMAIL_STEP = "deliver-email";
const LEFT_TO_SWEEP = "report-undelivered";

type Facts = Pick<SagaEvent, "attempts" | "deadLetters" | "email">;

/** The attempts under an event, by reaction and step, in the order in which they began. */
export function reactionsOf(event: Facts): Reaction[] {
  const runs = new Map<string, Attempt[]>();
  for (const attempt of event.attempts) {
    const run = `${attempt.functionId} ${attempt.runId}`;
    runs.set(run, [...(runs.get(run) ?? []), attempt]);
  }
  const begun = [...runs.values()].map((attempts) => reactionOf(event, attempts));
  // A run that refuses its event never begins a step.
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

/** The letters of a batch name the event behind the run. */
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
        (reaction.state === "RETRYING" || reaction.state === "POSTPONED") &&
        reaction.steps.some((step) =>
          step.attempts.some((attempt) => now - new Date(attempt.endedAt).getTime() < PATIENCE_MS),
        ),
    );
  });
}
