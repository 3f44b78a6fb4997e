import { healthResponse, startupAnswer } from "@/app/_lib/http/health";

export const dynamic = "force-dynamic";

/** Says whether the process is through with its start: 503 "starting" with the reason until then, 200 ever after. */
export const GET = async (): Promise<Response> => healthResponse(await startupAnswer());
