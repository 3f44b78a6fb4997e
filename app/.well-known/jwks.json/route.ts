import { publicDocument } from "@/app/_lib/http/public-document";
import { publicKeySet } from "@/server/platform/queries";

export const dynamic = "force-dynamic";

/** The public keys of access tokens. Who keeps a copy for some minutes misses none: a key is here a day before its first use. */
export const GET = (request: Request): Promise<Response> => publicDocument(request, publicKeySet);
