import { addCompanion } from "@/app/_lib/rest/operations/profile";
import { serve } from "@/app/_lib/rest/serve";

export const POST = serve(addCompanion);
