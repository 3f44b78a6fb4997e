import { endSession } from "@/app/_lib/rest/operations/sessions";
import { serve } from "@/app/_lib/rest/serve";

export const DELETE = serve(endSession);
