import { z } from "zod";
import { keysetFields } from "@/server/shared/fields";

const stepAttempt = z.object({
  runId: z.string(),
  functionId: z.string(),
  step: z.string(),
  /** Counted from 0. */
  attempt: z.number().int().min(0),
  eventId: z.uuid(),
  eventName: z.string(),
  correlationId: z.uuid(),
  outcome: z.enum(["SUCCEEDED", "FAILED"]),
  error: z.string().nullable(),
  startedAt: z.date(),
  endedAt: z.date(),
});

/** A function of the engine is done with an event. */
export const receiptInput = z.object({ eventId: z.uuid(), consumer: z.string() });

export const recordStepAttemptsInput = z.object({
  attempts: z.array(stepAttempt).min(1),
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
  /** The Inngest event as the run got it. */
  event: z.object({ id: z.string().optional(), name: z.string(), data: z.unknown() }),
  error: z.string(),
  /** The same run id stands for the same trouble, whenever it comes: its letter is opened again if it was closed. */
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

/** What the provider says, in won: captured in total, and refunded of it. */
export const providerTotals = z.object({ captured: z.number().int(), refunded: z.number().int() });
export type ProviderTotals = z.output<typeof providerTotals>;

export const engineAnswerInput = z.object({
  /** The engine's address, or "cloud". */
  engine: z.string(),
  functionsHash: z.string(),
  /** Why the engine took none of our functions; null when it took them all. */
  refusal: z.string().nullable(),
});
export type EngineAnswerInput = z.input<typeof engineAnswerInput>;
