"use server";

import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { putScheduleOnSale } from "@/server/flows/put-on-sale";
import { previewSeasonSchedule, type RegisteredSchedule } from "@/server/schedule";
import type {
  PreviewSeasonScheduleInput,
  RegisterSeasonScheduleInput,
  SchedulePreview,
} from "@/server/schedule/schemas";

export async function previewSchedule(
  input: PreviewSeasonScheduleInput,
): Promise<ActionResult<SchedulePreview>> {
  return runAction((ctx) => previewSeasonSchedule(ctx, input), { readOnly: true });
}

export async function publishSchedule(
  input: RegisterSeasonScheduleInput,
): Promise<ActionResult<RegisteredSchedule>> {
  return runAction((ctx) => putScheduleOnSale(ctx, input));
}
