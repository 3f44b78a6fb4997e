"use client";

import { useState } from "react";
import type { Refusal } from "./refusal";

type Errors = Readonly<Record<string, string>>;

/** Fields that are checked together: the error at one may be corrected at another. */
const together = [
  // A change of the route also fills in its usual time and fares.
  ["origin", "destination", "aircraftType", "blockMinutes", "fares"],
  ["designator", "departureDate", "departureTime", "arrivalTime"],
  ["periodFrom", "periodTo", "days", "departureTime"],
] as const;

const isPart = (field: string, name: string) => field === name || field.startsWith(`${name}.`);

/** The errors that remain after the `changed` fields were edited. Errors about replaced values are dropped. */
export function openErrors(errors: Errors, changed: ReadonlySet<string>): Record<string, string> {
  const related = together.filter((group) => group.some((name) => changed.has(name))).flat();
  const isCorrected = (field: string, key: string) =>
    [...changed].some((name) => isPart(field, name)) ||
    (key !== "required" && related.some((name) => isPart(field, name)));
  return Object.fromEntries(Object.entries(errors).filter(([field, key]) => !isCorrected(field, key)));
}

const none: ReadonlySet<string> = new Set();

/** A form's refusal, and the errors that remain of it while its fields are being corrected. */
export function useAnswer() {
  const [answer, setAnswer] = useState<Refusal | null>(null);
  const [changed, setChanged] = useState(none);
  const errors = openErrors(answer?.fieldErrors ?? {}, changed);
  const corrected = Object.keys(answer?.fieldErrors ?? {}).length > 0 && Object.keys(errors).length === 0;
  return {
    /** The same object until the next answer, so that the focus moves once. */
    answer,
    /** The refusal to show above the form; null when all its errors are corrected. */
    refusal: corrected ? null : answer,
    errors,
    set: (next: Refusal | null) => {
      setAnswer(next);
      setChanged(none);
    },
    touch: (names: readonly string[]) => setChanged((before) => new Set([...before, ...names])),
  };
}
