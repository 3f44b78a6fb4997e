import { getCalendar } from "@/app/_lib/rest/operations/documents";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(getCalendar);
