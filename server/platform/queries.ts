export { getClient, listClients } from "./clients-view";
export { publicKeySet } from "./key-set-view";
export { hasClients } from "./own-clients-view";
export { personalDataOf } from "./personal-data-view";
export { getSigningKey, listSigningKeys } from "./signing-keys-view";
export { apiResource, mcpResource, tokenIssuer } from "./token-rules";
export { clientOfToken, type TokenClient } from "./token-view";
