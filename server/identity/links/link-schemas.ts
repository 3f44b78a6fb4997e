import { z } from "zod";
import { accountEmail, newPassword, typedPassword } from "@/server/identity/account-schemas";
import { linkToken } from "./hash-token";

export const linkTokenInput = z.object({ token: linkToken });
export type LinkTokenInput = z.input<typeof linkTokenInput>;

export const askPasswordResetInput = z.object({ email: accountEmail });
export type AskPasswordResetInput = z.input<typeof askPasswordResetInput>;

export const resetPasswordInput = z.object({ token: linkToken, password: newPassword });
export type ResetPasswordInput = z.input<typeof resetPasswordInput>;

export const changePasswordInput = z.object({ currentPassword: typedPassword, password: newPassword });
export type ChangePasswordInput = z.input<typeof changePasswordInput>;

export const askEmailChangeInput = z.object({ email: accountEmail, currentPassword: typedPassword });
export type AskEmailChangeInput = z.input<typeof askEmailChangeInput>;
