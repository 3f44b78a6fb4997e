export { changeLanguage } from "./change-language";
export { endAllSessions } from "./end-all-sessions";
export { endSession } from "./end-session";
export { forgetSignIns } from "./forget-sign-ins";
export { linkOauthAccount } from "./link-oauth-account";
export { registerUser } from "./register-user";
export { startSession } from "./start-session";
export { verifyPassword } from "./verify-password";
