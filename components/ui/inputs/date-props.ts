import type { DayNotes } from "./calendar";
import type { FieldProps } from "./field";

export type DatePickerProps = FieldProps & {
  name: string;
  /** First and last day that can be chosen, ISO. */
  min: string;
  max: string;
  placeholder?: string;
  defaultValue?: string;
  /** Controlled: the ISO date, or "" for none. */
  value?: string;
  onChange?: (isoDate: string) => void;
  /** Prices under the days. */
  notes?: DayNotes;
  /** Called when another month comes into view, so that its notes can be fetched. */
  onMonthChange?: (isoMonth: string) => void;
};

export type DateRange = { start: string; end: string };

export type DateRangePickerProps = FieldProps &
  Pick<DatePickerProps, "min" | "max" | "placeholder" | "notes" | "onMonthChange"> & {
    /** Prices under the days once the first day is chosen. */
    endNotes?: DayNotes;
    /** First possible second day, where it is later than `min`. */
    endMin?: string;
    startName: string;
    endName: string;
    /** Accessible names of the two native inputs. */
    startLabel: string;
    endLabel: string;
    /** ISO dates, "" for none. */
    value: DateRange;
    onChange: (range: DateRange) => void;
  };
