import { markMessageRead } from "@/app/_lib/rest/operations/messages";
import { serve } from "@/app/_lib/rest/serve";

export const POST = serve(markMessageRead);
