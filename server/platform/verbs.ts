export { changeClient } from "./change-client";
export { disableClient } from "./disable-client";
export { enableClient } from "./enable-client";
export { issueAccessToken } from "./issue-access-token";
export { registerClient } from "./register-client";
export { revokeClientSecret } from "./revoke-client-secret";
export { rotateClientSecret } from "./rotate-client-secret";
export { rotateSigningKeys } from "./rotate-signing-keys";
