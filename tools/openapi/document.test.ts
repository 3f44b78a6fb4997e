import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { openApiDocument } from "@/app/_lib/rest/document";

const problemsOf = async (document: object) => {
  const source = JSON.stringify(document);
  const config = await createConfig({ extends: ["recommended"] });
  return (await lintFromString({ source, config })).map(
    ({ ruleId, message, location }) => `${location[0]?.pointer ?? ""} ${ruleId}: ${message}`,
  );
};

test("the document keeps the rules of OpenAPI 3.1", async () => {
  expect(await problemsOf(openApiDocument())).toEqual([]);
});

test("a document that breaks them is found out", async () => {
  expect(await problemsOf({ ...openApiDocument(), paths: { things: {} } })).not.toEqual([]);
});
