import { quoteChange } from "@/app/_lib/rest/operations/flight-changes";
import { serve } from "@/app/_lib/rest/serve";

export const POST = serve(quoteChange);
