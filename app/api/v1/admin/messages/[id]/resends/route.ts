import { resendMessage } from "@/app/_lib/rest/operations/staff-service";
import { serve } from "@/app/_lib/rest/serve";

export const POST = serve(resendMessage);
