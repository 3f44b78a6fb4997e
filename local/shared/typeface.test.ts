import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sendTypeface, TYPEFACE_STYLESHEET } from "./typeface";

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (!(await sendTypeface(request.url ?? "", response))) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

it("serves the style sheet and every part of the typeface that it names", async () => {
  const sheet = await fetch(origin + TYPEFACE_STYLESHEET);
  expect(sheet.headers.get("content-type")).toContain("text/css");
  const names = [...(await sheet.text()).matchAll(/url\(\.\/([^)]+)\)/g)].map((match) => match[1]);
  expect(names.length).toBeGreaterThan(50);
  for (const name of names) {
    const part = await fetch(`${origin}/typeface/${name}`);
    expect(part.headers.get("content-type"), name).toBe("font/woff2");
    expect(Buffer.from(await part.arrayBuffer()).toString("latin1", 0, 4)).toBe("wOF2");
  }
});

it.each([
  "/typeface/",
  "/typeface/../package.json",
  "/typeface/%2e%2e/pretendard.css",
  "/typeface/woff2-dynamic-subset/PretendardVariable.subset.999.woff2",
])("serves nothing else: %s", async (path) => {
  let status = 200;
  const response = { writeHead: (code: number) => (status = code), end() {} };
  expect(await sendTypeface(path, response as never)).toBe(false);
  expect(status).toBe(200);
});
