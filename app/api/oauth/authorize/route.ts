import { noAuthorization } from "@/app/_lib/http/token-answer";

/**
 * The authorization endpoint that the metadata name. It refuses every request: no person allows anything here, programs ask the
 * token endpoint. It never redirects, because no client has an address to which it might (RFC 6749, section 4.1.2.1).
 */
export const GET = noAuthorization;
/** As GET (RFC 6749, section 3.1). */
export const POST = noAuthorization;
