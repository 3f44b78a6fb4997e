import { listScheduleAirports } from "@/app/_lib/rest/operations/staff-schedules";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(listScheduleAirports);
