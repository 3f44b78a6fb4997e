import { listRefunds } from "@/app/_lib/rest/operations/payments";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(listRefunds);
