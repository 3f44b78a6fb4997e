import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "@/tools/root";
import { neededMessages } from "./needed-messages";
import { unsentMessages } from "./unsent-messages";

const PAGE = "app/[locale]/trips/page.tsx";
const LAYOUT = "app/[locale]/layout.tsx";

const files = {
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      ...{ strict: true, jsx: "preserve", module: "esnext", moduleResolution: "bundler", target: "es2022" },
      ...{ paths: { "@/*": ["./*"] }, skipLibCheck: true, types: [] },
    },
  }),
  "i18n/types.d.ts": `
    import type { useTranslations } from "next-intl";
    declare module "next-intl" {
      interface AppConfig { Locale: "ko"; Messages: {
        common: { close: string; open: string };
        trips: { title: string; onServer: string; kinds: { a: string; b: string }; unused: string };
        admin: { brands: { x: string; y: string }; refused: { LATE: string } };
      } }
    }`,
  [LAYOUT]: `import { Bar } from "@/components/bar";
    export default function Layout({ children }: { children: React.ReactNode }) { return <><Bar />{children}</>; }`,
  [PAGE]: `import { useTranslations } from "next-intl";
    import { List } from "@/components/list";
    import type { Kind } from "@/components/bar";
    export default function Page({ kind }: { kind: Kind }) {
      const t = useTranslations("trips");
      return <><h1>{t("onServer")}</h1><List kind={kind} /></>;
    }`,
  "components/bar.tsx": `"use client";
    import { useTranslations } from "next-intl";
    export type Kind = "a" | "b";
    export function Bar() { return <p>{useTranslations("common")("close")}</p>; }`,
  "components/list.tsx": `"use client";
    import { useTranslations } from "next-intl";
    import type { Kind } from "./bar";
    import { nameOf } from "./names";
    import { RefusalAlert } from "./refusal";
    import { Later } from "./shared";
    export function List({ kind }: { kind: Kind }) {
      const t = useTranslations("trips");
      const brands = useTranslations("admin.brands");
      const later = () => import("./later");
      return <button onClick={later}>{t(\`kinds.\${kind}\`)}{nameOf(brands)}<Later words={{ t }} />
        <RefusalAlert namespace="admin" /></button>;
    }`,
  "components/names.ts": `export const nameOf = (t: (key: "x") => string) => t("x");`,
  "components/refusal.tsx": `export const RefusalAlert = (_: { namespace: "admin" }) => null;`,
  "components/shared.tsx": `import type { useTranslations } from "next-intl";
    export type Words = { t: ReturnType<typeof useTranslations<"trips">> };
    export const Later = ({ words: { t } }: { words: Words }) => <b>{t("title")}</b>;`,
  "components/later.tsx": `"use client";
    import { useTranslations } from "next-intl";
    export const More = () => <i>{useTranslations("common")("open")}{useTranslations("common")("close")}</i>;`,
};

let root = "";

beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "client-messages-"));
  for (const [file, text] of Object.entries(files)) write(file, text);
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(root, "node_modules"));
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
}

describe("the messages that a page sends", { timeout: 120_000 }, () => {
  it("are those that its client components read, also later and through helpers, and no layout has sent", () => {
    expect(neededMessages(root)).toEqual({
      [LAYOUT]: ["common.close"],
      [PAGE]: [
        "admin.brands",
        "admin.refused",
        "common.open",
        "trips.kinds.a",
        "trips.kinds.b",
        "trips.title",
      ],
    });
  });

  it("leave out those of a part that sends its own, and the part leaves out those of its page", () => {
    const part = "app/[locale]/trips/form.part.tsx";
    write(
      part,
      `import { Form } from "@/components/form";
       import { List } from "@/components/list";
       export const FormPart = () => <><Form /><List kind="a" /></>;`,
    );
    write(
      "components/form.tsx",
      `"use client";
       import { useTranslations } from "next-intl";
       export const Form = () => <p>{useTranslations("trips")("unused")}</p>;`,
    );
    const before = neededMessages(root);
    write(
      PAGE,
      `import { FormPart } from "./form.part";\n${files[PAGE].replace("<h1>", "<FormPart /><h1>")}`,
    );
    const needed = neededMessages(root);
    expect(needed[part]).toEqual(["trips.unused"]);
    expect(needed[PAGE]).toEqual(before[PAGE]);
    write(PAGE, files[PAGE]);
    fs.rmSync(path.join(root, part));
  });

  it("are missed when the page does not send them", () => {
    const needed = { [PAGE]: ["trips.title"] };
    expect(unsentMessages(root, needed)).toHaveLength(1);
    write(PAGE, `export default withClientMessages(\n  "${PAGE}",\n  Page,\n);`);
    expect(unsentMessages(root, needed)).toEqual([]);
    expect(unsentMessages(root, { [PAGE]: [] })).toHaveLength(1);
    write(PAGE, files[PAGE]);
  });

  it("cannot be told where the code does not say which they are", () => {
    const file = "components/bar.tsx";
    write(file, files[file].replace('("close")', "(String(Math.random()) as never)"));
    expect(() => neededMessages(root)).toThrow(/components\/bar\.tsx:4: which messages are/);
    write(file, files[file]);
  });
});
