/** What an error says, for a result or a column. A host with several addresses fails with one error for each. */
export function errorText(error: unknown): string {
  if (error instanceof AggregateError && !error.message) return error.errors.map(errorText).join("; ");
  return error instanceof Error ? error.message : String(error);
}
