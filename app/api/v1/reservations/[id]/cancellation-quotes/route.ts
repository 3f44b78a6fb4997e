import { quoteCancellation } from "@/app/_lib/rest/operations/cancellations";
import { serve } from "@/app/_lib/rest/serve";

export const POST = serve(quoteCancellation);
