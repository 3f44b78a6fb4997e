import { correctNameOnBehalf } from "@/app/_lib/rest/operations/staff-changes";
import { serve } from "@/app/_lib/rest/serve";

export const POST = serve(correctNameOnBehalf);
