import { getPayment, startPayment } from "@/app/_lib/rest/operations/payments";
import { serve } from "@/app/_lib/rest/serve";

/** Pages of the release before ask here too. */
export const GET = serve(getPayment);
export const POST = serve(startPayment);
