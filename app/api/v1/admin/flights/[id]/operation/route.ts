import { reportFlightOperation } from "@/app/_lib/rest/operations/staff-flights";
import { serve } from "@/app/_lib/rest/serve";

export const PUT = serve(reportFlightOperation);
