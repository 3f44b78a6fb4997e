import { expect, test } from "vitest";
import { platformHeaders } from "./platform-headers";

const of = (source: string) =>
  Object.fromEntries(
    platformHeaders()
      .filter((rule) => rule.source === source)
      .flatMap((rule) => rule.headers.map(({ key, value }) => [key, value])),
  );

test("every answer of a platform carries the standing headers, and a page no policy but its own", () => {
  expect(of("/:path*")).toMatchObject({
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Strict-Transport-Security": expect.stringContaining("max-age="),
  });
  expect(of("/:path*")).not.toHaveProperty("Content-Security-Policy");
  expect(of("/api/:path*")).toMatchObject({
    "Content-Security-Policy": expect.stringContaining("frame-ancestors 'none'"),
    "X-Robots-Tag": "noindex, nofollow",
  });
});
