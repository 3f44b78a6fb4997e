import { isShedding } from "@/app/_lib/edge/shed-load";
import { healthResponse, readinessAnswer } from "@/app/_lib/http/health";

export const dynamic = "force-dynamic";

/** Says whether this process should get requests: 200 "ok" or "degraded", or 503 with the reason. */
export const GET = async (): Promise<Response> => healthResponse(await readinessAnswer(isShedding()));
