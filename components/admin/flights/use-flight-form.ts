"use client";

import { useState, useTransition } from "react";
import { type Answer, type Refusal, unreachable } from "@/components/forms/refusal";
import { useRouter } from "@/i18n/navigation";
import type { RegisterFlightInput } from "@/server/schedule/schemas";
import { useFlightEntry } from "./use-flight-entry";
import { problemFields, useFlightTimes } from "./use-route-data";

export type RegisterFlight = (input: RegisterFlightInput) => Promise<Answer<{ flightId: number }>>;

const empty = { designator: "", origin: "", destination: "", aircraftType: "", departureTime: "" };

/** The state of the form for one flight, and how it is sent. After registering, the flight's page is shown. */
export function useFlightForm(today: string, register: RegisterFlight) {
  const router = useRouter();
  const entry = useFlightEntry({ ...empty, departureDate: today });
  const { designator, ...timed } = entry.values;
  const [typedArrival, setTypedArrival] = useState("");
  const times = useFlightTimes({ ...timed, arrivalTime: typedArrival });
  const arrivalTime = typedArrival || times.data?.arrivalTime || "";
  const [pending, start] = useTransition();
  const submit = () =>
    start(async () => {
      const answer = await register({ ...entry.values, ...entry.sent, arrivalTime }).catch(unreachable);
      if (answer.ok) router.push(`/admin/flights/${answer.data.flightId}?registered=1`);
      else entry.answered.set(Object.values(timed).includes("") ? withoutArrival(answer) : answer);
    });
  return {
    entry,
    times: times.data,
    /** Typed in, or else the usual one of the route. */
    arrivalTime,
    isUsualArrival: typedArrival === "",
    changeArrival: (typed: string) => {
      setTypedArrival(typed);
      entry.touch(["arrivalTime"]);
    },
    errors: { ...entry.fares.routeErrors, ...problemFields(times.error), ...entry.answered.errors },
    // The times and fares that are still being looked up will be sent with the form.
    pending: pending || times.isFetching || entry.fares.looking,
    submit,
  };
}

/** The arrival follows from fields that are still empty: only these get an error. */
function withoutArrival(refusal: Refusal): Refusal {
  const { arrivalTime, ...fieldErrors } = refusal.fieldErrors ?? {};
  return { ...refusal, fieldErrors };
}
