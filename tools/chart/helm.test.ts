import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { assertIntegrity, reasonToSkip } from "./helm";
import { readZipEntry } from "./read-zip-entry";

test("a package that is not the pinned one is refused", () => {
  const empty =
    "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==";
  expect(() => assertIntegrity(Buffer.from(""), empty)).not.toThrow();
  expect(() => assertIntegrity(Buffer.from("x"), empty)).toThrow(/not the one that was pinned/);
});

test("without helm the chart is skipped, but never in a CI", () => {
  const none = () => {
    throw new Error("there is no Helm 4");
  };
  expect(reasonToSkip(() => "helm", false)).toBeNull();
  expect(reasonToSkip(none, false)).toMatch(/there is no Helm 4/);
  expect(() => reasonToSkip(none, true)).toThrow(/there is no Helm 4/);
});

test("a file is read out of a zip archive, packed or not", () => {
  const zip = zipOf([
    ["a/stored", Buffer.from("as it is"), false],
    ["b/packed", Buffer.from("packed ".repeat(99)), true],
  ]);
  expect(readZipEntry(zip, "a/stored").toString()).toBe("as it is");
  expect(readZipEntry(zip, "b/packed").toString()).toBe("packed ".repeat(99));
  expect(() => readZipEntry(zip, "c")).toThrow(/has no c/);
  expect(() => readZipEntry(Buffer.alloc(40), "c")).toThrow(/not a zip archive/);
});

function zipOf(files: [name: string, content: Buffer, packed: boolean][]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const [name, content, packed] of files) {
    const body = packed ? deflateRawSync(content) : content;
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(packed ? 8 : 0, 10);
    entry.writeUInt32LE(body.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(Buffer.concat(parts).length, 42);
    directory.push(entry, Buffer.from(name));
    parts.push(head, Buffer.from(name), body);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(parts).length, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
