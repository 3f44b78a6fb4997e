import { healthResponse, livenessAnswer } from "@/app/_lib/http/health";

export const dynamic = "force-dynamic";

/** Says whether the process is alive: 503 only when a restart would help. Our own server answers before Next (guard.ts). */
export const GET = (): Response => healthResponse(livenessAnswer());
