import { getAvailability } from "@/app/_lib/rest/operations/flights";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(getAvailability);
