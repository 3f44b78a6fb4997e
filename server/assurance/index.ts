import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export type { ReplayedEvent } from "./replay-dead-letter";

export const {
  checkAuditChain,
  confirmReceipts,
  exportAudit,
  forgetDeadLetters,
  forgetPublishedFlights,
  forgetSagas,
  forgetStepAttempts,
  parkDeadLetter,
  parkPoisonRow,
  recordEngineAnswer,
  recordStepAttempts,
  recordSweptItem,
  replayDeadLetter,
  resolveDeadLetter,
  sealAuditLog,
} = tracedVerbs("assurance", verbs);
