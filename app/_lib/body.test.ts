import { expect, test, vi } from "vitest";
import { codeOf } from "@/server/shared/testing/outcome";
import { textWithin } from "./body";

const post = (body: RequestInit["body"]) =>
  new Request("https://air.example", { method: "POST", body, duplex: "half" } as RequestInit);

test("a body is read as it was sent, also where a letter is cut in two", async () => {
  const letters = new TextEncoder().encode("서울");
  const body = new ReadableStream({
    start(controller) {
      for (const byte of letters) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  expect(await textWithin(post(body), 6)).toBe("서울");
  expect(await textWithin(post(null), 6)).toBe("");
});

test("the limit is in bytes, not in letters", async () => {
  expect(await codeOf(textWithin(post("서울"), 5))).toBe("INVALID_INPUT");
});

test("a body without an end is not read to its end", async () => {
  const cancel = vi.fn();
  const body = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(1_000)),
    cancel,
  });
  expect(await codeOf(textWithin(post(body), 10_000))).toBe("INVALID_INPUT");
  expect(cancel).toHaveBeenCalledOnce();
});
