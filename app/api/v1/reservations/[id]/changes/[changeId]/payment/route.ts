import { getChangePayment, startChangePayment } from "@/app/_lib/rest/operations/flight-changes";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(getChangePayment);
export const POST = serve(startChangePayment);
