import { beforeEach, expect, test, vi } from "vitest";
import { KeptFiles } from "./kept-files";

const readPaths = vi.fn<() => Promise<string[]>>();
const readBody = vi.fn(async (path: string): Promise<Buffer | null> => Buffer.from(path));
let files: KeptFiles;

beforeEach(() => {
  vi.resetAllMocks();
  readPaths.mockResolvedValue(["/_next/static/a.js"]);
  readBody.mockImplementation(async (path) => Buffer.from(path));
  files = new KeptFiles(readPaths, readBody);
});

test("a kept file is read once, however often it is asked for", async () => {
  const found = await Promise.all([1, 2, 3].map(() => files.find("/_next/static/a.js")));
  expect(found.map(String)).toEqual(Array(3).fill("/_next/static/a.js"));
  expect([readPaths, readBody].map((read) => read.mock.calls.length)).toEqual([1, 1]);
});

test("invented names read no file, and the list of names once a second at most", async () => {
  const began = performance.now();
  for (const name of ["x", "y"])
    expect(await Promise.all([1, 2, 3].map((n) => files.find(`/${name}${n}.js`)))).toEqual([
      null,
      null,
      null,
    ]);
  expect(readPaths).toHaveBeenCalledTimes(2);
  expect(performance.now() - began).toBeGreaterThan(990);
  expect(readBody).not.toHaveBeenCalled();
});

test("a file that was stored while the list was being read is found", async () => {
  let answer: (paths: string[]) => void = () => undefined;
  readPaths.mockReturnValueOnce(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  const early = files.find("/_next/static/new.js");
  await expect.poll(() => readPaths.mock.calls.length).toBe(1);
  readPaths.mockResolvedValue(["/_next/static/new.js"]);
  const late = files.find("/_next/static/new.js");
  answer([]);
  expect(await early).toBeNull();
  expect(String(await late)).toBe("/_next/static/new.js");
});

test("a file whose reading failed is read again", async () => {
  readBody.mockRejectedValueOnce(new Error("away"));
  await expect(files.find("/_next/static/a.js")).rejects.toThrow("away");
  expect(String(await files.find("/_next/static/a.js"))).toBe("/_next/static/a.js");
});
