import { changeCompanion, deleteCompanion } from "@/app/_lib/rest/operations/profile";
import { serve } from "@/app/_lib/rest/serve";

export const PUT = serve(changeCompanion);
export const DELETE = serve(deleteCompanion);
