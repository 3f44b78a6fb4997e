"use client";

import { useState } from "react";
import type { Refusal } from "@/components/forms/use-refusal";

type Errors = Readonly<Record<string, string>>;

/** Fields that are judged together: what is said at one may be mended at another. */
const together = [
  // The route also fills in its usual time and fares.
  ["origin", "destination", "aircraftType", "blockMinutes", "fares"],
  ["designator", "departureDate", "departureTime", "arrivalTime"],
  ["periodFrom", "periodTo", "days", "departureTime"],
] as const;

const isPart = (field: string, name: string) => field === name || field.startsWith(`${name}.`);

/** The errors that still hold after `changed` fields were typed in: the others were about what is gone. */
export function openErrors(errors: Errors, changed: ReadonlySet<string>): Record<string, string> {
  const related = together.filter((group) => group.some((name) => changed.has(name))).flat();
  const isMended = (field: string, key: string) =>
    [...changed].some((name) => isPart(field, name)) ||
    (key !== "required" && related.some((name) => isPart(field, name)));
  return Object.fromEntries(Object.entries(errors).filter(([field, key]) => !isMended(field, key)));
}

const none: ReadonlySet<string> = new Set();

/** A form's refusal, and what is left of it while its fields are being mended. */
export function useAnswer() {
  const [answer, setAnswer] = useState<Refusal | null>(null);
  const [changed, setChanged] = useState(none);
  const errors = openErrors(answer?.fieldErrors ?? {}, changed);
  const mended = Object.keys(answer?.fieldErrors ?? {}).length > 0 && Object.keys(errors).length === 0;
  return {
    /** The same object until the next answer, so that the focus is moved once. */
    answer,
    /** What is to be shown above the form. */
    refusal: mended ? null : answer,
    errors,
    set: (next: Refusal | null) => {
      setAnswer(next);
      setChanged(none);
    },
    touch: (names: readonly string[]) => setChanged((before) => new Set([...before, ...names])),
  };
}
