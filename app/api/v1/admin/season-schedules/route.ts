import { listSeasonSchedules, registerSeasonSchedule } from "@/app/_lib/rest/operations/staff-schedules";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(listSeasonSchedules);
export const POST = serve(registerSeasonSchedule);
