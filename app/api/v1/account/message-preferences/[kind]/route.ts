import { changeMessagePreference } from "@/app/_lib/rest/operations/messages";
import { serve } from "@/app/_lib/rest/serve";

export const PUT = serve(changeMessagePreference);
