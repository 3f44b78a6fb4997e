import { AppError } from "@/server/shared/errors";
import { isScopeFor, type Scope } from "./scopes";

/** @throws AppError INVALID_INPUT at `scopes` when one is for staff and the account is a customer's. */
export function requireScopesOf(isStaffAccount: boolean, scopes: readonly Scope[]): void {
  if (!scopes.every((scope) => isScopeFor(scope, isStaffAccount)))
    throw new AppError("INVALID_INPUT", { fieldErrors: { scopes: "staffScopes" } });
}
