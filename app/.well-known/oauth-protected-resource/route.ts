import { protectedResource } from "@/app/_lib/http/oauth-metadata";
import { publicDocument } from "@/app/_lib/http/public-document";

// The site's address is known when it runs, not when it is built.
export const dynamic = "force-dynamic";

/** The metadata of the API (RFC 9728), for who asks without the API's path. */
export const GET = (request: Request): Promise<Response> => publicDocument(request, protectedResource);
