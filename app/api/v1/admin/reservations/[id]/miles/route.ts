import { listMilesForStaff } from "@/app/_lib/rest/operations/staff-reservations";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(listMilesForStaff);
