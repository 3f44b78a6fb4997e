import { apiResource, mcpResource, tokenIssuer } from "@/server/platform/queries";
import { scopeNames } from "@/server/platform/schemas";

const KEY_SET = "/.well-known/jwks.json";

/** What a client has to know of the authorization server (RFC 8414, section 2). */
export function authorizationServer() {
  const issuer = tokenIssuer();
  return {
    issuer,
    token_endpoint: `${issuer}/api/oauth/token`,
    jwks_uri: `${issuer}${KEY_SET}`,
    scopes_supported: scopeNames,
    // There is no authorization endpoint: no person is asked.
    response_types_supported: [],
    grant_types_supported: ["client_credentials"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  };
}

/** What a client has to know of the API (RFC 9728, section 2). */
export const protectedResource = () => describe(apiResource(), "MSA Air API");

/** The same of the MCP server, which takes the same tokens. */
export const protectedMcpServer = () => describe(mcpResource(), "MSA Air MCP server");

function describe(resource: string, name: string) {
  const issuer = tokenIssuer();
  return {
    resource,
    authorization_servers: [issuer],
    scopes_supported: scopeNames,
    bearer_methods_supported: ["header"],
    resource_name: name,
  };
}
