import { getProfile, putProfile } from "@/app/_lib/rest/operations/profile";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(getProfile);
export const PUT = serve(putProfile);
