"use client";

import { useState } from "react";
import { useAnswer } from "@/components/forms/use-answer";
import { type FareRow, sentFares } from "./fare-fields";
import type { RouteValues } from "./route-fields";
import { useFares } from "./use-fares";

/**
 * What the forms for a flight and for a season schedule share: the values entered, the fares of the route, the
 * confirmation of unusual values, and the last answer with its errors.
 */
export function useFlightEntry<V extends RouteValues>(initial: V) {
  const [values, setValues] = useState(initial);
  const [confirmed, setConfirmed] = useState(false);
  const answered = useAnswer();
  const fares = useFares(values);
  // A confirmation is given for the values as they are: each change takes it back.
  const touch = (names: readonly string[]) => {
    setConfirmed(false);
    answered.touch([...names, "confirmed"]);
  };
  return {
    values,
    fares,
    confirmed,
    answered,
    /** What is sent besides the values. */
    sent: { fares: sentFares(fares.rows), confirmed },
    confirm: setConfirmed,
    /** Tells that fields were changed: their errors go. */
    touch,
    change: (part: Partial<V>) => {
      setValues((before) => ({ ...before, ...part }));
      touch(Object.keys(part));
    },
    changeFares: (rows: FareRow[]) => {
      fares.change(rows);
      touch(["fares"]);
    },
  };
}
