import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPhone, parsePhone, phoneNumber } from "./phone";

describe("a phone number", { timeout: 30_000 }, () => {
  it.each([
    ["(02) 123-4567", "+8221234567", "02-123-4567"],
    ["010.1234.5678", "+821012345678", "010-1234-5678"],
    ["010-1234-5678", "+821012345678", "010-1234-5678"],
    ["01012345678", "+821012345678", "010-1234-5678"],
    ["０１０－１２３４－５６７８", "+821012345678", "010-1234-5678"],
    ["010–1234–5678\u200B", "+821012345678", "010-1234-5678"],
    ["\u202A+82 10-1234-5678\u202C", "+821012345678", "010-1234-5678"],
    ["+82 (0)10 1234 5678", "+821012345678", "010-1234-5678"],
    ["0082 10 1234 5678", "+821012345678", "010-1234-5678"],
    ["031-123-4567", "+82311234567", "031-123-4567"],
    ["070-1234-5678", "+827012345678", "070-1234-5678"],
    ["1588-1234", "+8215881234", "1588-1234"],
    ["+1 (212) 555-0100", "+12125550100", "+1 212 555 0100"],
    ["+44 (0)20 7946 0018", "+442079460018", "+44 20 7946 0018"],
    ["0044 20 7946 0018", "+442079460018", "+44 20 7946 0018"],
    ["+81-3-1234-5678", "+81312345678", "+81 3 1234 5678"],
    ["+86 138 0013 8000", "+8613800138000", "+86 138 0013 8000"],
  ])("%j is stored as %s and shown as %s", (typed, stored, shown) => {
    expect(parsePhone(typed)).toBe(stored);
    expect(formatPhone(stored)).toBe(shown);
  });

  it.each([
    "+------",
    "-------",
    "0000000",
    "00000000000",
    "12345",
    "010-12",
    "010-1234-567a",
    "call 010-1234-5678",
    "010-1234-5678 ext 9",
    "010-1234-5678 / 010-8765-4321",
    "+999 123 456 789",
    "010-1234\r\n5678",
    "010-1234\0-5678",
    "전화",
  ])("%j is none", (typed) => {
    expect(parsePhone(typed)).toBeNull();
    expect(phoneNumber.safeParse(typed).error?.issues[0]?.message).toBe("phone");
  });

  it("may be left out", () => {
    expect(phoneNumber.parse("")).toBeNull();
    expect(phoneNumber.parse(" \u200B")).toBeNull();
  });

  it("reads back what it shows", () => {
    const korean = fc.stringMatching(/^010[1-9]\d{7}$/);
    const foreign = fc.stringMatching(
      /^\+(1[2-9]\d{2}[2-9]\d{6}|44[27]\d{9}|8190[1-9]\d{7}|4915[1-9]\d{8})$/,
    );
    fc.assert(
      fc.property(fc.oneof(korean, foreign), (typed) => {
        const stored = parsePhone(typed);
        fc.pre(stored !== null);
        expect(parsePhone(formatPhone(stored ?? ""))).toBe(stored);
      }),
    );
  });

  it("is shown as it was stored when it was stored before it had to be one", () => {
    expect(formatPhone("+------")).toBe("+------");
    expect(formatPhone("010-1234-5678")).toBe("010-1234-5678");
    expect(formatPhone("")).toBe("");
  });
});
