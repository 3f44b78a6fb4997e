import { apiResource, mcpResource, tokenIssuer } from "@/server/platform/queries";
import { scopeNames } from "@/server/platform/schemas";

const KEY_SET = "/.well-known/jwks.json";

/** What a client has to know of the authorization server (RFC 8414, section 2). */
export function authorizationServer() {
  const issuer = tokenIssuer();
  return {
    issuer,
    // RFC 8414 asks for none where no person is asked, but clients such as the SDK of the Model Context Protocol take no metadata
    // without it. It refuses every request, as the empty list of response types says.
    authorization_endpoint: `${issuer}/api/oauth/authorize`,
    token_endpoint: `${issuer}/api/oauth/token`,
    jwks_uri: `${issuer}${KEY_SET}`,
    scopes_supported: scopeNames,
    response_types_supported: [],
    grant_types_supported: ["client_credentials"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  };
}

/** What a client has to know of the API (RFC 9728, section 2). */
export const protectedResource = () => ({
  ...described(apiResource(), "MSA Air API"),
  scopes_supported: scopeNames,
});

/**
 * The same of the MCP server, which takes the same tokens. It lists no scopes: clients of that protocol ask for all that are
 * listed, and a client that lacks one of them would get no token. Without a list they ask for what they were told, or for all
 * that they have.
 */
export const protectedMcpServer = () => described(mcpResource(), "MSA Air MCP server");

function described(resource: string, name: string) {
  return {
    resource,
    authorization_servers: [tokenIssuer()],
    bearer_methods_supported: ["header"],
    resource_name: name,
  };
}
