export { getClient, listClients } from "./clients-view";
export { publicKeySet } from "./key-set-view";
export { apiResource, mcpResource, tokenIssuer } from "./token-rules";
export { clientOfToken, type TokenClient } from "./token-view";
