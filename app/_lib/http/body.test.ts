import { expect, test, vi } from "vitest";
import { codeOf } from "@/server/shared/testing/outcome";
import { textWithin } from "./body";

const post = (body: RequestInit["body"]) =>
  new Request("https://air.example", { method: "POST", body, duplex: "half" } as RequestInit);

test("a body is read as it was sent, also when a chunk ends inside a letter", async () => {
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
  expect(await codeOf(textWithin(post("서울"), 5))).toBe("TOO_LARGE");
});

test("a body without an end is not read to its end", async () => {
  const cancel = vi.fn();
  let bytes = 0;
  const body = new ReadableStream({
    pull: (controller) => {
      bytes += 100_000;
      controller.enqueue(new Uint8Array(100_000));
    },
    cancel,
  });
  expect(await codeOf(textWithin(post(body), 10_000))).toBe("TOO_LARGE");
  expect(bytes).toBeLessThan(1_500_000);
  // To cancel a body would end its connection, and the answer with it.
  expect(cancel).not.toHaveBeenCalled();
});

test("a length that is announced is refused before anything is read", async () => {
  const pull = vi.fn();
  const body = new ReadableStream({ pull }, { highWaterMark: 0 });
  const request = post(body);
  request.headers.set("content-length", "10001");
  expect(await codeOf(textWithin(request, 10_000))).toBe("TOO_LARGE");
  expect(pull).not.toHaveBeenCalled();
});
