import { listAudit } from "@/app/_lib/rest/operations/staff-audit";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(listAudit);
