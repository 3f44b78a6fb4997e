import { z } from "zod";
import { locales } from "@/server/shared/airline";
import { isObviousPassword } from "./domain/obvious-password";

const PASSWORD_MIN_LENGTH = 10;
/** Hashing costs by length: nobody types more. */
const PASSWORD_MAX_LENGTH = 200;

const email = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(254)
  .pipe(z.email({ error: "emailInvalid" }));

const name = z.string().trim().min(1).max(60);

export const registerUserInput = z
  .object({
    email,
    name,
    password: z
      .string()
      .min(1)
      .max(PASSWORD_MAX_LENGTH)
      .min(PASSWORD_MIN_LENGTH, { error: "passwordTooShort" }),
    locale: z.enum(locales),
  })
  .refine((input) => !isObviousPassword(input.password, [input.email, input.name]), {
    path: ["password"],
    error: "passwordTooEasy",
  });
export type RegisterUserInput = z.input<typeof registerUserInput>;

export const changeLanguageInput = z.object({ locale: z.enum(locales) });
export type ChangeLanguageInput = z.input<typeof changeLanguageInput>;

/** Deliberately lenient: whatever cannot be right gets the same answer as a wrong password. */
export const verifyPasswordInput = z.object({
  email: z.string().trim().toLowerCase().max(254),
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
