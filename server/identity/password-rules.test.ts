import { expect, test } from "vitest";
import { isWeakPassword } from "./password-rules";

const personal = ["minji.kim@example.com", "김민지"];

test.each([
  "1234567890",
  "0987654321",
  "aaaaaaaaaa",
  "abcdefghij",
  "password123",
  "Password!!2026",
  "P@ssw0rd2024",
  "1q2w3e4r!!",
  "qwerty12345",
  "12341234123412341234",
  "korea2026!!",
  "seoul2026!!",
  // Leaked passwords and keyboard patterns.
  "dragon1234",
  "1qaz2wsx3edc",
  "q1w2e3r4t5",
  "qwer1234!!",
  "qwerasdf1234",
  // Korean, and Korean typed with the keyboard set to English.
  "사랑해사랑해사랑해",
  "안녕하세요1234",
  "ㅂㅈㄷㄱ1234!!",
  "dkssudgktpdy1",
  "tkfkdgo1234",
  // The person's own name and address.
  "minji.kim2026",
  "김민지김민지1990",
  "rlaalswl1990",
  "a".repeat(200),
])("%s is among the first guesses", async (password) =>
  expect(await isWeakPassword(password, personal)).toBe(true),
);

test.each([
  "msa-air-demo-2026",
  "correct horse battery",
  "비행기타고 제주도 가자",
  "평범하지 않은 비밀번호",
  "제주로-가는-푸른-바다길",
  "g7Kq!2mZp_x",
  "nkzd8whw2c",
])("%s is not", async (password) => expect(await isWeakPassword(password, personal)).toBe(false));

test("the longest password is checked without a noticeable delay for others", async () => {
  await isWeakPassword("warm up", personal);
  const varied = Array.from({ length: 200 }, (_, n) => String.fromCharCode(33 + ((n * 7_919) % 90))).join("");
  const started = performance.now();
  await isWeakPassword(varied, personal);
  expect(performance.now() - started).toBeLessThan(1_000);
});
