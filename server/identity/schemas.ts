import { z } from "zod";
import { locales } from "@/server/shared/airline";
import { comparableEmail, emailAddress } from "@/server/shared/email";
import { shownName } from "@/server/shared/text";

const PASSWORD_MIN_LENGTH = 10;
/** Hashing costs by length: nobody types more. */
const PASSWORD_MAX_LENGTH = 200;

/** An account's address, by which it is found: in small letters. */
const email = emailAddress("emailInvalid").transform((address) => address.toLowerCase());

export const registerUserInput = z.object({
  email,
  name: shownName,
  /** Whether it is easy to guess, the verb asks: the list of common passwords does not reach the browser. */
  password: z
    .string()
    .min(1)
    .max(PASSWORD_MAX_LENGTH)
    .min(PASSWORD_MIN_LENGTH, { error: "passwordTooShort" }),
  locale: z.enum(locales),
});
export type RegisterUserInput = z.input<typeof registerUserInput>;

export const changeLanguageInput = z.object({ locale: z.enum(locales) });
export type ChangeLanguageInput = z.input<typeof changeLanguageInput>;

/** Deliberately lenient: whatever cannot be right gets the same answer as a wrong password. */
export const verifyPasswordInput = z.object({
  email: z.string().max(254).transform(comparableEmail),
  password: z.string().max(PASSWORD_MAX_LENGTH),
});
export type VerifyPasswordInput = z.input<typeof verifyPasswordInput>;

export const linkOauthAccountInput = z.object({
  provider: z.enum(["google", "kakao", "naver"]),
  providerAccountId: z.string().min(1),
  /** Vouched for by the provider. */
  email,
  name: z.string().nullable(),
  locale: z.enum(locales),
});
export type LinkOauthAccountInput = z.input<typeof linkOauthAccountInput>;
