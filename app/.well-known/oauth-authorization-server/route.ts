import { authorizationServer } from "@/app/_lib/http/oauth-metadata";
import { publicDocument } from "@/app/_lib/http/public-document";

// The site's address is known when it runs, not when it is built.
export const dynamic = "force-dynamic";

/** The metadata of the authorization server (RFC 8414). */
export const GET = (request: Request): Promise<Response> => publicDocument(request, authorizationServer);
