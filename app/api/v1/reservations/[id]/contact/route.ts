import { changeContact } from "@/app/_lib/rest/operations/corrections";
import { serve } from "@/app/_lib/rest/serve";

export const PUT = serve(changeContact);
