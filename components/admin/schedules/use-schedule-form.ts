"use client";

import { useState, useTransition } from "react";
import { useFlightEntry } from "@/components/admin/flights/use-flight-entry";
import { type Answer, unreachable } from "@/components/forms/refusal";
import { useRouter } from "@/i18n/navigation";
import type { PreviewSeasonScheduleInput, RegisterSeasonScheduleInput } from "@/server/schedule/schemas";
import type { SchedulePreviewData } from "./schedule-preview";

/** The server actions of the page. */
export type ScheduleActions = {
  preview: (input: PreviewSeasonScheduleInput) => Promise<Answer<SchedulePreviewData>>;
  publish: (input: RegisterSeasonScheduleInput) => Promise<Answer<{ scheduleId: string }>>;
};

const empty = {
  designator: "",
  origin: "",
  destination: "",
  aircraftType: "",
  departureTime: "",
  periodFrom: "",
  periodTo: "",
  days: [1, 2, 3, 4, 5, 6, 7] as readonly number[],
};

/** The state of the form for a season schedule, and how it is previewed and published. */
export function useScheduleForm(scheduleId: string, { preview, publish }: ScheduleActions) {
  const router = useRouter();
  const [id] = useState(scheduleId);
  const entry = useFlightEntry(empty);
  const { values, fares, answered, sent } = entry;
  const [typedMinutes, setTypedMinutes] = useState("");
  const blockMinutes = typedMinutes || String(fares.usual?.blockMinutes ?? "");
  const pattern = { ...values, days: [...values.days], blockMinutes: Number(blockMinutes) };
  const key = JSON.stringify(pattern);
  const [previewed, setPreviewed] = useState<{ key: string; data: SchedulePreviewData } | null>(null);
  const [previewing, startPreview] = useTransition();
  const [publishing, startPublish] = useTransition();
  return {
    entry,
    /** Typed in, or else the usual ones of the route. */
    blockMinutes,
    changeBlockMinutes: (typed: string) => {
      setTypedMinutes(typed);
      entry.touch(["blockMinutes"]);
    },
    // Empty minutes were sent as zero.
    errors:
      answered.errors.blockMinutes && blockMinutes === ""
        ? { ...answered.errors, blockMinutes: "required" }
        : answered.errors,
    /** The preview of the pattern as it stands; null when there is none. */
    shown: previewed?.key === key ? previewed.data : null,
    isPreviewStale: previewed !== null && previewed.key !== key,
    previewing: previewing || fares.looking,
    publishing,
    preview: () =>
      startPreview(async () => {
        const answer = await preview(pattern).catch(unreachable);
        answered.set(answer.ok ? null : answer);
        setPreviewed(answer.ok ? { key, data: answer.data } : null);
      }),
    publish: () =>
      startPublish(async () => {
        const answer = await publish({ ...pattern, ...sent, id }).catch(unreachable);
        if (answer.ok) router.push(`/admin/schedules?published=${answer.data.scheduleId}`);
        else answered.set(answer);
      }),
  };
}
