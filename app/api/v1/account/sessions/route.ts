import { endOtherSessions, listSessions } from "@/app/_lib/rest/operations/sessions";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(listSessions);
export const DELETE = serve(endOtherSessions);
