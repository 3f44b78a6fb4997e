import { expect, test } from "vitest";
import { canonicalEmail, canonicalPhone } from "./contact-address";

test.each([
  ["Min.Ji+air@GMAIL.com", "minji@gmail.com"],
  ["minji@googlemail.com", "minji@gmail.com"],
  ["min.ji+1+2@example.com", "min.ji@example.com"],
  [" KIM@Example.COM ", "kim@example.com"],
  ["ＫＩＭ@example.com", "kim@example.com"],
])("%s is the mailbox %s", (email, mailbox) => {
  expect(canonicalEmail(email)).toBe(mailbox);
});

test.each([
  ["010-1234-5678", "01012345678"],
  ["+82 10 1234 5678", "01012345678"],
  ["+821012345678", "01012345678"],
  ["+82 (0)10-1234-5678", "01012345678"],
  ["0082 2 123 4567", "021234567"],
  ["+1 212 555 0100", "12125550100"],
  // 82 is the country only in front, and only before as many digits as a Korean number has.
  ["+44 8210 123 4567", "4482101234567"],
  ["+82 10 1234 5678 99", "82101234567899"],
])("%s is the number %s", (phone, number) => {
  expect(canonicalPhone(phone)).toBe(number);
});
