import { getChange, giveChangeUp } from "@/app/_lib/rest/operations/flight-changes";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(getChange);
export const DELETE = serve(giveChangeUp);
