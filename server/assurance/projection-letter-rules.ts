const PREFIX = "project-";

/** In earlier releases reactions of the engine projected; their letters may still be open. */
const retiredReactions: Record<string, string> = {
  "project-on-every-event": "history",
  "project-on-every-message": "history",
  "remember-recipient-on-user-registered": "recipients",
  "remember-recipient-on-user-changed": "recipients",
};

/** What stands for a projection in the dead letters, beside the functions of the engine. */
export const functionIdOf = (projection: string): string => PREFIX + projection;

/** The projection that a dead letter is about, if it is about one. */
export const projectionOf = (functionId: string): string | undefined =>
  retiredReactions[functionId] ??
  (functionId.startsWith(PREFIX) ? functionId.slice(PREFIX.length) : undefined);
