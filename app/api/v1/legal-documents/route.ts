import { listLegalDocuments } from "@/app/_lib/rest/operations/legal";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(listLegalDocuments);
