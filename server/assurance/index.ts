import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export type { ChainCheck } from "./check-audit-chain";
export type { ReplayedEvent } from "./replay-dead-letter";

export const {
  eraseLetters,
  checkAuditChain,
  checkAuditPart,
  confirmReceipts,
  exportAudit,
  forgetDeadLetters,
  forgetPublishedFlights,
  forgetSagas,
  forgetStepAttempts,
  parkDeadLetter,
  parkPoisonRow,
  recordAuditCheck,
  recordEngineAnswer,
  recordStepAttempts,
  recordSweptItem,
  replayDeadLetter,
  resolveDeadLetter,
  sealAuditLog,
} = tracedVerbs("assurance", verbs);
