import type { RefObject } from "react";
import type { BookedPassenger } from "./types";

/** Somebody whom the member keeps, with the fields of a passenger. */
export type KeptPerson = {
  id: string;
  name: string;
  isSelf: boolean;
  fields: Readonly<Record<string, string>>;
  /** The passport ends too early for this trip. */
  passportEnds: boolean;
};

export type FillProps = {
  form: RefObject<HTMLFormElement | null>;
  people: readonly KeptPerson[];
  passengers: readonly BookedPassenger[];
};
