export { forgetPublishedFlights } from "./forget-published-flights";
export { forgetSagas } from "./forget-sagas";
export { forgetStepAttempts } from "./forget-step-attempts";
export { parkDeadLetter } from "./park-dead-letter";
export { recordStepAttempts } from "./record-step-attempts";
export { recordSweptItem } from "./record-swept-item";
export { replayDeadLetter } from "./replay-dead-letter";
export { resolveDeadLetter } from "./resolve-dead-letter";
