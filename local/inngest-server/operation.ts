/** One operation of an answer, as the SDK writes it. */
export interface Operation {
  id: string;
  op: string;
  name?: string;
  data?: unknown;
  error?: { name?: string; message?: string; stack?: string };
  opts?: { parallelMode?: string; input?: unknown };
}

/** The memoised value of a finished step. */
export interface StepResult {
  id: string;
  /** JCS text of `{"data":…}` or `{"error":…}`. */
  value: string;
}
