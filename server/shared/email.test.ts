import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparableEmail, emailAddress, parseEmail } from "./email";

describe("an e-mail address", { timeout: 30_000 }, () => {
  it.each([
    ["kim@example.com", "kim@example.com"],
    ["a&b@example.com", "a&b@example.com"],
    ["kim+jeju@example.co.kr", "kim+jeju@example.co.kr"],
    ["!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"],
    ["Kim.Minji@Example.COM", "Kim.Minji@example.com"],
    ["kim@한국.kr", "kim@xn--3e0b707e.kr"],
    ["kim@xn--3e0b707e.kr", "kim@xn--3e0b707e.kr"],
    ["kim@XN--3E0B707E.kr", "kim@xn--3e0b707e.kr"],
    ["kim@한국.kr".normalize("NFD"), "kim@xn--3e0b707e.kr"],
    ["kim@münchen.de", "kim@xn--mnchen-3ya.de"],
    ["kim@例え。テスト", "kim@xn--r8jz45g.xn--zckzah"],
    ["ｋｉｍ＠ｅｘａｍｐｌｅ．ｃｏｍ", "kim@example.com"],
    [" kim@example.com\u200B\t", "kim@example.com"],
    ["kim@example.com\r\n", "kim@example.com"],
    ["o’brien@example.com", "o'brien@example.com"],
    [`${"a".repeat(64)}@example.com`, `${"a".repeat(64)}@example.com`],
  ])("%j is taken as %j", (typed, address) => {
    expect(parseEmail(typed)).toBe(address);
  });

  it.each([
    ["a label that ends in a hyphen", "kim@example-.com"],
    ["a label that begins with one", "kim@-example.com"],
    ["65 characters before the @", `${"a".repeat(65)}@example.com`],
    ["more than 254 characters", `kim@${"abcdefgh.".repeat(30)}com`],
    ["a label of 64 characters", `kim@${"a".repeat(64)}.com`],
    ["nothing before the @", "@example.com"],
    ["no @", "kim.example.com"],
    ["two @", "kim@lee@example.com"],
    ["no dot", "kim@localhost"],
    ["an empty label", "kim@example..com"],
    ["a dot at the end", "kim@example.com."],
    ["two dots before the @", "kim..lee@example.com"],
    ["a dot at the beginning", ".kim@example.com"],
    ["an address of numbers", "kim@192.168.0.1"],
    ["a bracketed address", "kim@[192.168.0.1]"],
    ["an underscore in the domain", "kim@ex_ample.com"],
    ["no punycode", "kim@xn--a.com"],
    ["a blank", "kim lee@example.com"],
    ["quotes", '"kim lee"@example.com'],
    ["a display name", "Kim <kim@example.com>"],
    ["a list", "kim@example.com,lee@example.com"],
    ["a header", "kim@example.com\r\nBcc: lee@example.com"],
    ["a line break in the domain", "kim@exa\nmple.com"],
    ["NUL", "ki\0m@example.com"],
    ["a port", "kim@example.com:25"],
    ["a path", "kim@example.com/x"],
    ["Hangul before the @", "김@example.com"],
  ])("with %s is refused", (_, typed) => {
    expect(parseEmail(typed)).toBeNull();
  });

  it("is stable, and has nothing that could leave its header", () => {
    const address = fc
      .tuple(
        fc.stringMatching(/^[\w!#$%&'*+/=?^`{|}~-]{1,20}$/),
        fc.constantFrom("한국.kr", "Example.com", "bücher.example"),
      )
      .map(([local, domain]) => `${local}@${domain}`);
    fc.assert(
      fc.property(fc.oneof(address, fc.string({ unit: "binary" })), (typed) => {
        const parsed = parseEmail(typed);
        if (parsed === null) return;
        expect(parseEmail(parsed)).toBe(parsed);
        expect(parsed).toMatch(/^[!-~]+$/);
        expect(parsed).not.toMatch(/[,<>"\\()[\];:\s]/);
      }),
    );
  });

  it("is compared in small letters, also when it is only begun", () => {
    expect(comparableEmail("KIM@한국.KR")).toBe("kim@xn--3e0b707e.kr");
    expect(comparableEmail(" Kim@exa")).toBe("kim@exa");
    expect(comparableEmail("kim\0@")).toBe("");
  });

  it("says whether it is missing, too long or wrong", () => {
    const problem = (typed: string) => emailAddress("email").safeParse(typed).error?.issues[0]?.message;
    expect(problem("  ")).toBe("required");
    expect(problem("a".repeat(300))).toBe("tooBig");
    expect(problem("kim")).toBe("email");
    expect(problem("kim@example.com")).toBeUndefined();
  });
});
