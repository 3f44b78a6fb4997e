import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { readCompressedFiles, readOwnFiles } from "@/app/_lib/edge/own-files";
import { compressStatic } from "./compress-static.mjs";

test("scripts and styles are compressed beside themselves, and are no files of their own", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-static-"));
  try {
    const text = "call();".repeat(500);
    for (const part of ["chunks", "media", "build"]) fs.mkdirSync(path.join(folder, part));
    for (const name of ["chunks/a.js", "chunks/b.css", "media/c.woff2", "build/_manifest.js"])
      fs.writeFileSync(path.join(folder, name), text);
    fs.writeFileSync(path.join(folder, "chunks/small.js"), "x");
    await compressStatic(folder);
    expect([...readOwnFiles(folder).keys()].toSorted()).toEqual(
      ["build/_manifest.js", "chunks/a.js", "chunks/b.css", "chunks/small.js", "media/c.woff2"].map(
        (name) => `/_next/static/${name}`,
      ),
    );
    const compressed = readCompressedFiles(folder);
    expect([...compressed.keys()].toSorted()).toEqual([
      "/_next/static/chunks/a.js",
      "/_next/static/chunks/b.css",
    ]);
    const [file = ""] = compressed.values();
    expect(brotliDecompressSync(fs.readFileSync(file)).toString()).toBe(text);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
