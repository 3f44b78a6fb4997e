import { endSaleEvent } from "@/app/_lib/rest/operations/staff-sale-events";
import { serve } from "@/app/_lib/rest/serve";

export const POST = serve(endSaleEvent);
