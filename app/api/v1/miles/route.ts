import { getMileageAccount } from "@/app/_lib/rest/operations/miles";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(getMileageAccount);
