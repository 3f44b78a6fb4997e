import { z } from "zod";

const filled = z.string().trim().min(1).max(200);

const WEIGHTS = [1, 3, 7, 1, 3, 7, 1, 3, 5];

/** Returns true for a Korean business registration number, with or without hyphens: ten digits, the last of which checks the others. */
export function isRegistrationNumber(text: string): boolean {
  if (!/^\d{3}-?\d{2}-?\d{5}$/.test(text)) return false;
  const digits = [...text.replaceAll("-", "")].map(Number);
  const [ninth = 0, check] = digits.slice(8);
  const sum = WEIGHTS.reduce(
    (total, weight, n) => total + weight * (digits[n] ?? 0),
    Math.floor((ninth * 5) / 10),
  );
  return (10 - (sum % 10)) % 10 === check;
}

/** What nobody has: the number of the example data. */
const EXAMPLE_NUMBER = "000-00-00000";

const withHyphens = (text: string) => text.replace(/^(\d{3})-?(\d{2})-?(\d{5})$/, "$1-$2-$3");

/** Who sells, as the E-Commerce Act (전자상거래법) article 10 wants it at the foot of every page. */
export const businessShape = {
  BUSINESS_NAME: filled.optional(),
  BUSINESS_REPRESENTATIVE: filled.optional(),
  BUSINESS_ADDRESS: filled.optional(),
  BUSINESS_PHONE: z
    .string()
    .regex(/^(?:(?:\+82-?|0)\d{1,2}-?\d{3,4}|1\d{3})-?\d{4}$/, "is not a Korean telephone number")
    .optional(),
  BUSINESS_EMAIL: z.email("is not an e-mail address").optional(),
  /** 사업자등록번호. */
  BUSINESS_REGISTRATION_NUMBER: z
    .string()
    .refine(isRegistrationNumber, "is not a business registration number: its check digit does not fit")
    .transform(withHyphens)
    .refine((text) => text !== EXAMPLE_NUMBER, "is the number of the example data")
    .optional(),
  /** 통신판매업 신고번호, such as 2026-서울강서-0123. */
  BUSINESS_MAIL_ORDER_NUMBER: z
    .string()
    .regex(/^(?:제\s?)?\d{4}-[가-힣]{2,12}-\d{3,6}(?:호)?$/, "is not of the form 2026-서울강서-0123")
    .optional(),
  /** 호스팅 서비스 제공자. */
  BUSINESS_HOSTING: filled.optional(),
  /** The site shows example data, marked as such: a preview. */
  BUSINESS_EXAMPLE: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true"),
};

const EXAMPLE = {
  BUSINESS_NAME: "MSA 항공 주식회사",
  BUSINESS_REPRESENTATIVE: "홍길동",
  BUSINESS_ADDRESS: "서울특별시 강서구 하늘길 00",
  BUSINESS_PHONE: "02-0000-0000",
  BUSINESS_EMAIL: "help@msa-air.example",
  BUSINESS_REGISTRATION_NUMBER: EXAMPLE_NUMBER,
  BUSINESS_MAIL_ORDER_NUMBER: "0000-서울강서-0000",
  BUSINESS_HOSTING: "example hosting",
};
type Given = { [Name in keyof typeof EXAMPLE]?: string | undefined } & { BUSINESS_EXAMPLE: boolean };

const businessVariables = Object.keys(EXAMPLE) as (keyof typeof EXAMPLE)[];

/** The variables that a site which others can reach still needs. */
export const missingBusiness = (given: Given): string[] =>
  given.BUSINESS_EXAMPLE ? [] : businessVariables.filter((name) => given[name] === undefined);

/** Who sells. `isExample`: something of it is made up, and the page says so. */
export type Business = {
  name: string;
  representative: string;
  address: string;
  phone: string;
  email: string;
  registrationNumber: string;
  mailOrderNumber: string;
  hosting: string;
  isExample: boolean;
};

export function businessOf(given: Given): Business {
  const value = (name: keyof typeof EXAMPLE) => given[name] ?? EXAMPLE[name];
  return {
    name: value("BUSINESS_NAME"),
    representative: value("BUSINESS_REPRESENTATIVE"),
    address: value("BUSINESS_ADDRESS"),
    phone: value("BUSINESS_PHONE"),
    email: value("BUSINESS_EMAIL"),
    registrationNumber: value("BUSINESS_REGISTRATION_NUMBER"),
    mailOrderNumber: value("BUSINESS_MAIL_ORDER_NUMBER"),
    hosting: value("BUSINESS_HOSTING"),
    isExample: given.BUSINESS_EXAMPLE || businessVariables.some((name) => given[name] === undefined),
  };
}
