import { AppError } from "@/server/shared/errors";
import { consentFaults, type DatedDocument } from "./version-rules";

/** The faults as field errors: `consents.privacy` and so on. */
export const consentErrors = (
  needed: readonly DatedDocument[],
  stated: readonly DatedDocument[],
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(consentFaults(needed, stated)).map(([document, fault]) => [`consents.${document}`, fault]),
  );

/** @throws AppError CONSENT_REQUIRED that names each document that is missing or outdated. */
export function requireNoFault(needed: readonly DatedDocument[], stated: readonly DatedDocument[]): void {
  const fieldErrors = consentErrors(needed, stated);
  if (Object.keys(fieldErrors).length > 0) throw new AppError("CONSENT_REQUIRED", { fieldErrors });
}
