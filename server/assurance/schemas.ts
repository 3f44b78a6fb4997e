import { z } from "zod";
import { keysetFields } from "@/server/shared/fields";

export { type AuditChain, type AuditRow, auditFilter, auditRow } from "./audit-schemas";
export type { MonitoringFigures } from "./monitoring-schemas";

const stepOutcome = z.enum(["SUCCEEDED", "FAILED"]);

const recordedAttempt = z.object({
  runId: z.string(),
  functionId: z.string(),
  step: z.string(),
  /** Counted from 0. */
  attempt: z.number().int().min(0),
  eventId: z.uuid(),
  eventName: z.string(),
  correlationId: z.uuid(),
  outcome: stepOutcome,
  error: z.string().nullable(),
  startedAt: z.date(),
  endedAt: z.date(),
});

/** The statement that a function of the engine has finished an event. */
export const receiptInput = z.object({ eventId: z.uuid(), consumer: z.string() });

export const recordStepAttemptsInput = z.object({
  attempts: z.array(recordedAttempt).min(1),
  receipts: z.array(receiptInput).default([]),
});
export type RecordStepAttemptsInput = z.input<typeof recordStepAttemptsInput>;

export const recordSweptItemInput = z.object({
  functionId: z.string(),
  id: z.uuid(),
  step: z.string(),
  reservationId: z.uuid(),
  eventId: z.uuid().optional(),
  error: z.string().nullable(),
  startedAt: z.date(),
  endedAt: z.date(),
});
export type RecordSweptItemInput = z.input<typeof recordSweptItemInput>;

export const parkDeadLetterInput = z.object({
  functionId: z.string(),
  runId: z.string(),
  /** The engine's event as the run received it. */
  event: z.object({ id: z.string().optional(), name: z.string(), data: z.unknown() }),
  error: z.string(),
  /** True: a closed letter of the same run id is opened again. False: it stays closed. */
  reopen: z.boolean().default(false),
});
export type ParkDeadLetterInput = z.input<typeof parkDeadLetterInput>;

export const resolveDeadLetterInput = z.object({ deadLetterId: z.uuid(), functionId: z.string() });
export type ResolveDeadLetterInput = z.input<typeof resolveDeadLetterInput>;

export const replayDeadLetterInput = z.object({ deadLetterId: z.uuid() });
export type ReplayDeadLetterInput = z.input<typeof replayDeadLetterInput>;

export const listDeadLettersInput = z.object({
  ...keysetFields,
});
export type ListDeadLettersInput = z.input<typeof listDeadLettersInput>;

/** The payment provider's own sums, in won: captured in total, and refunded in total. */
export const providerTotals = z.object({ captured: z.number().int(), refunded: z.number().int() });
export type ProviderTotals = z.output<typeof providerTotals>;

export const engineAnswerInput = z.object({
  /** The engine's address, or "cloud". */
  engine: z.string(),
  functionsHash: z.string(),
  /** Why the engine accepted none of our functions; null when it accepted all of them. */
  refusal: z.string().nullable(),
});
export type EngineAnswerInput = z.input<typeof engineAnswerInput>;

/** One open dead letter, as `listDeadLetters` returns it. */
export const deadLetter = z.object({
  id: z.uuid(),
  functionId: z.string(),
  runId: z.string(),
  eventId: z.string(),
  eventName: z.string(),
  error: z.string(),
  correlationId: z.string().nullable(),
  parkedAt: z.date(),
  replayedAt: z.date().nullable(),
});
export type DeadLetter = z.output<typeof deadLetter>;

/** What an event engine answered when our functions were registered with it. */
export const engineRegistrationView = z.object({
  engine: z.string(),
  functionsHash: z.string(),
  state: z.enum(["ACCEPTED", "REFUSED"]),
  /** Why it refused, in the engine's words; null when it accepted. */
  reason: z.string().nullable(),
  askedAt: z.date(),
  acceptedAt: z.date().nullable(),
});
export type EngineRegistration = z.output<typeof engineRegistrationView>;

/** The result of checking one law. */
export const lawReport = z.object({
  law: z.enum(["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8"]),
  /** True when nothing violates the law. Pending effects are no violation until they are late. */
  ok: z.boolean(),
  /** Effects of recorded events that have not happened yet; 0 once the system has drained. */
  pending: z.number().int().min(0),
  /** How many of the pending effects have waited longer than five minutes. */
  late: z.number().int().min(0),
  figures: z.record(z.string(), z.number()),
  /** At most 20 examples. */
  violations: z.array(z.record(z.string(), z.unknown())),
});
export type LawReport = z.output<typeof lawReport>;

/** A law as monitoring sees it. */
export const assuranceFigure = lawReport.pick({
  law: true,
  ok: true,
  pending: true,
  late: true,
  figures: true,
});

/** The laws as monitoring sees them, and when they were checked. */
export const assuranceFigures = z.object({ checkedAt: z.date(), laws: z.array(assuranceFigure) });
export type AssuranceFigures = z.output<typeof assuranceFigures>;

/** One attempt at one step of a reaction, or at one item of a sweep. */
export const stepAttempt = z.object({
  functionId: z.string(),
  /** For a sweep: the item's id. Each minute's attempt at the item belongs to the same run. */
  runId: z.string(),
  step: z.string(),
  /** Counted from 0. */
  attempt: z.number().int().min(0),
  outcome: stepOutcome,
  error: z.string().nullable(),
  startedAt: z.date(),
  endedAt: z.date(),
});
export type StepAttempt = z.output<typeof stepAttempt>;

/** A dead letter about an event of a saga. `open` is false once a replay has succeeded. */
const sagaLetter = z.object({
  functionId: z.string(),
  runId: z.string(),
  error: z.string(),
  parkedAt: z.date(),
  open: z.boolean(),
});

/** One entry of a reservation's saga, as `sagaOfReservation` returns it. */
export const sagaEvent = z.object({
  kind: z.enum(["EVENT", "SWEEP"]).meta({
    description: "SWEEP: a sweep worked on an item, without an event; `name` is then the id of its function.",
  }),
  eventId: z.string(),
  name: z.string(),
  occurredAt: z.date(),
  publishedAt: z.date().nullable(),
  parkedReason: z.string().nullable(),
  causationId: z.string().nullable().meta({ description: "The event that caused this one." }),
  attempts: z.array(stepAttempt),
  deadLetters: z.array(sagaLetter),
  email: z
    .enum(["QUEUED", "SENDING", "SENT"])
    .nullable()
    .meta({ description: "The state of the e-mail about this event; null when there is none." }),
});
export type SagaEvent = z.output<typeof sagaEvent>;
