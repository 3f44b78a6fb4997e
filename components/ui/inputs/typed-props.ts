import type { ComboBoxOption } from "./combo-box-match";
import type { FieldProps, useFieldIds } from "./field";
import type { TypedProblem } from "./use-typed-choice";

export type TypedProps = {
  ids: ReturnType<typeof useFieldIds>;
  name: string;
  options: readonly ComboBoxOption[];
  placeholder: string;
  /** The chosen id, or "" for none. */
  chosen: string;
  onChoose: (id: string) => void;
  /** Called with the problem of a typed text, and with null once there is none. */
  onProblem: (problem: TypedProblem | null) => void;
  /** Called when the script of the list did not come: the native control serves again. */
  onNoList: () => void;
  field: FieldProps;
};

/** Where the cursor was in the plain field when the rich one took its place; null when it had no focus. */
export type Cursor = { start: number | null; end: number | null };
