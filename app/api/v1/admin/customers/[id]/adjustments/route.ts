import { adjustMiles } from "@/app/_lib/rest/operations/staff-customers";
import { serve } from "@/app/_lib/rest/serve";

export const POST = serve(adjustMiles);
