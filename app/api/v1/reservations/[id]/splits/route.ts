import { splitReservation } from "@/app/_lib/rest/operations/corrections";
import { serve } from "@/app/_lib/rest/serve";

export const POST = serve(splitReservation);
