import { z } from "zod";
import { emailAddress } from "@/server/shared/email";

const PASSWORD_MIN_LENGTH = 10;
/** Nobody types more, and hashing takes longer for a longer password. */
export const PASSWORD_MAX_LENGTH = 200;

/** An account's address in lower case: accounts are found by it. */
export const accountEmail = emailAddress("emailInvalid").transform((address) => address.toLowerCase());

/** The verb refuses passwords that are easy to guess: the list of common ones does not reach the browser. */
export const newPassword = z
  .string()
  .min(1)
  .max(PASSWORD_MAX_LENGTH)
  .min(PASSWORD_MIN_LENGTH, { error: "passwordTooShort" });

/** A password that has to be the right one, whatever rule it was chosen by. */
export const typedPassword = z.string().min(1).max(PASSWORD_MAX_LENGTH);
