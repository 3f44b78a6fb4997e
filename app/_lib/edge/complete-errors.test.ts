import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareAnswer } from "./complete-errors";

const NONCE = "bm9uY2U=";
const policy = `script-src 'self' 'nonce-${NONCE}'`;
const blank =
  '<!DOCTYPE html><html id="__next_error__"><head><meta charSet="utf-8"/><title>예약번호 X</title></head>' +
  '<body><div hidden=""></div><script nonce="n">self.push("{\\"digest\\":\\"1234567\\"}")</script></body></html>';

/** Answers as Next does: the head by its properties, the body in pieces. */
let answer: (response: http.ServerResponse) => void = () => {};
const server = http.createServer((request, response) => {
  prepareAnswer(request, response);
  answer(response);
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());

function failing(status: number, { body = blank, type = "text/html; charset=utf-8", csp = policy } = {}) {
  answer = (response) => {
    response.statusCode = status;
    response.setHeader("Content-Type", type);
    response.setHeader("Content-Security-Policy", csp);
    response.setHeader("Link", [
      '</ko>; rel="alternate"',
      '</>; rel=preconnect, </_next/static/chunks/a_1-x.css>; rel=preload; as="style"; nonce="n"',
    ]);
    response.flushHeaders();
    response.write(body.slice(0, 60));
    response.write(Buffer.from(body.slice(60)));
    response.end();
  };
}

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    headers: { accept: "text/html", "accept-encoding": "br", ...headers },
  });

test.each([
  ["/ko/x", "ko", "찾으시는 페이지가 없습니다 | MSA 항공"],
  ["/en/x", "en", "Page not found | MSA Air"],
])("the document of a missing page %s is whole before any script runs", async (path, locale, title) => {
  failing(404);
  const got = await ask(path);
  const html = await got.text();
  expect([got.status, got.headers.get("content-encoding")]).toEqual([404, "br"]);
  expect(html).toContain(`<html id="__next_error__" lang="${locale}">`);
  expect(html.match(/<title>[^<]*/g)).toEqual([`<title>${title}`]);
  expect(html).toMatch(/<main id="notice"><div role="alert"><h1>[^<]+<\/h1><p>[^<]+<\/p>/);
  expect(html).toContain(`href="/${locale}"`);
  expect(html).toContain(
    `<link rel="stylesheet" href="/_next/static/chunks/a_1-x.css"/><style nonce="${NONCE}">`,
  );
  // The scripts of the document are still there, for the page's own frame.
  expect(html).toContain("self.push(");
  expect(got.headers.get("content-security-policy")).toBe(policy);
});

test("a page that failed says so, and names the error in the log", async () => {
  failing(500);
  const html = await (await ask("/en/trips", { cookie: "msa-theme=dark" })).text();
  expect(html).toContain('lang="en" data-theme="dark"');
  expect(html).toContain("Nothing was charged or cancelled");
  expect(html).toContain("Reference 1234567");
  expect(await (await ask("/ko/admin/flights")).text()).toContain('href="/ko/admin"');
});

test("a document whose policy allows no script becomes one of our own", async () => {
  failing(404, { csp: "default-src 'none'" });
  const got = await ask("/_next/static/x", { "accept-language": "en" });
  const html = await got.text();
  expect(html).toMatch(/^<!doctype html>\s<html lang="en">/);
  expect(html).not.toContain("self.push(");
  expect(got.headers.get("content-security-policy")).toMatch(/style-src 'sha256-/);
});

type Written = { body?: string; type?: string };
test.each<[string, number, Written, Record<string, string>]>([
  ["a page that is there", 200, {}, {}],
  ["a whole document", 404, { body: "<html lang=ko>whole" }, {}],
  ["data", 404, { type: "application/json" }, {}],
  ["the router", 404, {}, { rsc: "1" }],
  ["an action", 500, {}, { "next-action": "x" }],
  ["a client that wants no page", 404, {}, { accept: "*/*" }],
])("%s is answered as it was written", async (_, status, written, headers) => {
  failing(status, written);
  const got = await ask("/ko/x", headers);
  expect([got.status, await got.text()]).toEqual([status, written.body ?? blank]);
});
