/** A difference that breaks clients and is meant, as `npm run openapi` prints it, and why it may be. */
export type DeliberateBreak = { change: string; reason: string };

/** It may go once the branch that made it is merged. */
export const deliberateBreaks: readonly DeliberateBreak[] = [
  {
    change: "POST /reservations/{id}/payment: a body is required now",
    reason:
      "nobody pays without the consents in force: a client states what its customer agreed to (decision 77). A call without a body is read, and answered CONSENT_REQUIRED until the booking has them",
  },
];
