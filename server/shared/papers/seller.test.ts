import { expect, test } from "vitest";
import { sellerFacts } from "./seller";

const given = {
  BUSINESS_NAME: "예시항공 주식회사",
  BUSINESS_REPRESENTATIVE: "김대표",
  BUSINESS_ADDRESS: "서울특별시 강서구 하늘길 1",
  BUSINESS_PHONE: "02-1234-5678",
  BUSINESS_EMAIL: "help@example.com",
  BUSINESS_REGISTRATION_NUMBER: "120-81-47521",
  BUSINESS_MAIL_ORDER_NUMBER: "2026-서울강서-0001",
  BUSINESS_HOSTING: "예시호스팅",
  BUSINESS_EXAMPLE: false,
};

test("a paper names the seller as the foot of the pages does", () => {
  expect(sellerFacts("en", given)).toEqual({
    name: "예시항공 주식회사",
    representative: "김대표",
    address: "서울특별시 강서구 하늘길 1",
    phone: "02-1234-5678",
    email: "help@example.com",
    registration: "120-81-47521",
    mailOrder: "2026-서울강서-0001",
  });
});

test("example data is on no paper: the airline's name stands there alone", () => {
  expect(sellerFacts("ko", { ...given, BUSINESS_EXAMPLE: true })).toEqual({ name: "MSA 항공" });
  expect(sellerFacts("en", { ...given, BUSINESS_PHONE: undefined })).toEqual({ name: "MSA Air" });
});
