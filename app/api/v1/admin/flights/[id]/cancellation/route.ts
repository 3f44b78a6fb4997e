import { cancelFlight, getFlightCancellation } from "@/app/_lib/rest/operations/staff-flights";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(getFlightCancellation);
export const POST = serve(cancelFlight);
