import { changeSaleEvent, getSaleEvent } from "@/app/_lib/rest/operations/staff-sale-events";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(getSaleEvent);
export const PUT = serve(changeSaleEvent);
