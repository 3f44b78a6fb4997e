import { expect, test } from "vitest";
import { isObviousPassword } from "./obvious-password";

const personal = ["minji.kim@example.com", "김민지"];

test.each([
  "1234567890",
  "0987654321",
  "aaaaaaaaaa",
  "abcdefghij",
  "password123",
  "Password!!2026",
  "1q2w3e4r!!",
  "qwerty12345",
  "12341234123412341234",
  "minji.kim2026",
  "korea2026!!",
])("%s is among the first guesses", (password) => expect(isObviousPassword(password, personal)).toBe(true));

test.each(["msa-air-demo-2026", "correct horse battery", "비행기타고 제주도", "g7Kq!2mZp_x"])(
  "%s is not",
  (password) => expect(isObviousPassword(password, personal)).toBe(false),
);
