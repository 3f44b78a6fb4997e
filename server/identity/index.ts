export { changeLanguage } from "./change-language";
export { linkOauthAccount } from "./link-oauth-account";
export { registerUser } from "./register-user";
export { verifyPassword } from "./verify-password";
