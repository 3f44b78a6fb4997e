import { describe, expect, it } from "vitest";
import { mergeMessages } from "./merge-messages";

describe("messages of a page within those of a layout", () => {
  it("keeps the layout's beside the page's, at every depth", () => {
    const layout = { common: { close: "닫기" }, trips: { title: "여행", access: { code: "번호" } } };
    const page = { common: { more: "더 보기" }, trips: { access: { ask: "받기" } } };
    expect(mergeMessages(layout, page)).toEqual({
      common: { close: "닫기", more: "더 보기" },
      trips: { title: "여행", access: { code: "번호", ask: "받기" } },
    });
  });

  it("does not take a parsed message for a tree", () => {
    const parsed = ["총 ", ["count"], "명"];
    expect(mergeMessages({ party: ["이전"] }, { party: parsed })).toEqual({ party: parsed });
  });
});
