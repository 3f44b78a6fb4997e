import { getPendingChange } from "@/app/_lib/rest/operations/flight-changes";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(getPendingChange);
