import { listSaleEvents, registerSaleEvent } from "@/app/_lib/rest/operations/staff-sale-events";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(listSaleEvents);
export const POST = serve(registerSaleEvent);
