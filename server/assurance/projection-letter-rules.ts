const PREFIX = "project-";

/** In earlier releases, reactions of the engine wrote the projections. Their letters may still be open. */
const retiredReactions: Record<string, string> = {
  "project-on-every-event": "history",
  "project-on-every-message": "history",
  "remember-recipient-on-user-registered": "recipients",
  "remember-recipient-on-user-changed": "recipients",
};

/** The function id of a projection in the dead letters. */
export const functionIdOf = (projection: string): string => PREFIX + projection;

/** The name of the projection that a dead letter is about; undefined for a function of the engine. */
export const projectionOf = (functionId: string): string | undefined =>
  retiredReactions[functionId] ??
  (functionId.startsWith(PREFIX) ? functionId.slice(PREFIX.length) : undefined);
