import { getReceipt } from "@/app/_lib/rest/operations/documents";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(getReceipt);
