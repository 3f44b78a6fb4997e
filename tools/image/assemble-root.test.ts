import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SITE_HEAP } from "@/tools/start/parts";
import { Assembler } from "./assemble-root";
import { readDockerfile } from "./dockerfile";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-assemble-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const HEAD = "FROM node:24-slim AS first\nWORKDIR /app\n";
const assemble = (text: string, stage: string) =>
  new Assembler(readDockerfile(text), { folder, isReal: true }).assemble(stage);

test("files come from the context and from earlier stages, and a stage begins as its base", () => {
  const text = `${HEAD}ENV A=a\nCOPY LICENSE ./\nRUN echo "$A" > made\nFROM node:24-slim AS other
WORKDIR /srv\nCOPY --from=first /app ./copied\nFROM other AS last\nCOPY --from=first /app/made /app/LICENSE /etc/\nUSER 7:8\nCMD ["node"]\n`;
  const { root, config } = assemble(text, "last");
  const files = fs.readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
  expect(files).toEqual(
    ["etc", "etc/LICENSE", "etc/made", "srv", "srv/copied", "srv/copied/LICENSE", "srv/copied/made"].sort(),
  );
  expect(fs.readFileSync(path.join(root, "etc/made"), "utf8")).toBe("a\n");
  expect(config).toMatchObject({ env: {}, workdir: "/srv", user: { uid: 7, gid: 8 }, command: ["node"] });
});

test("what .dockerignore leaves out cannot be copied", () => {
  expect(() => assemble(`${HEAD}COPY docs/domain.md ./\n`, "first")).toThrow("docs/domain.md");
});

test("a step that fails stops it", () => {
  expect(() => assemble(`${HEAD}RUN exit 3\n`, "first")).toThrow("RUN exit 3 failed");
});

test("no step is passed over when the repository's build takes the place of a new one", () => {
  const short = new Assembler(readDockerfile(`${HEAD}RUN echo new\n`), { folder, isReal: false });
  expect(() => short.assemble("first")).toThrow("nothing stands for RUN echo new");
});

test("a secret reaches the step that mounts it, and no other", () => {
  const mount = "--mount=type=secret,id=a,env=A_SECRET";
  const text = `${HEAD}RUN ${mount} echo "[$A_SECRET]" > with\nRUN echo "[$A_SECRET]" > without\n`;
  const { root } = new Assembler(readDockerfile(text), {
    ...{ folder, isReal: true, secrets: { A_SECRET: "s" } },
  }).assemble("first");
  expect(fs.readFileSync(path.join(root, "app/with"), "utf8")).toBe("[s]\n");
  expect(fs.readFileSync(path.join(root, "app/without"), "utf8")).toBe("[]\n");
});

test("the image gives the site the heap that npm start gives it", () => {
  const site = readDockerfile().stages.find(({ name }) => name === "site");
  const variables = site?.steps.flatMap(({ keyword, properties }) => (keyword === "ENV" ? properties : []));
  expect(variables?.find(({ name }) => name === "NODE_OPTIONS")?.value).toBe(SITE_HEAP);
});
