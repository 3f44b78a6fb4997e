import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { ENTRY_LIMITS } from "@/app/_lib/edge/entry-limits";
import { openApiDocument } from "@/app/_lib/rest/document";
import { scopeNames } from "@/server/platform/scopes";
import { QUOTE_LIMIT } from "@/server/reservation/schemas";
import { secretText, signatureHeaders } from "@/server/webhooks/signature-rules";
import { holdCapPolicies } from "@/tools/seed/data/hold-caps";
import { apiDocument } from "./api-document";

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

type Parts = {
  info: { description: string };
  webhooks: Record<string, { post: { parameters: { name: string; schema: { pattern?: string } }[] } }>;
  components: {
    securitySchemes: { oauth: { flows: { clientCredentials: { scopes: Record<string, string> } } } };
  };
};
const document = apiDocument() as unknown as Parts;

test("each scope says what it opens, in English and in Korean", () => {
  const { scopes } = document.components.securitySchemes.oauth.flows.clientCredentials;
  expect(Object.keys(scopes)).toEqual([...scopeNames]);
  for (const text of Object.values(scopes)) expect(text).toMatch(/^[A-Z][^·]+ · .*[가-힣]/);
});

test("the headers of a webhook are described as they are sent", () => {
  const secrets = [secretText(Buffer.alloc(32, 1)), secretText(Buffer.alloc(32, 2))];
  const sent = signatureHeaders(secrets, {
    ...{ id: "0192f3a4-0000-7000-8000-000000000001", at: new Date(), body: "{}" },
  });
  for (const { post } of Object.values(document.webhooks)) {
    expect(post.parameters.map(({ name }) => name)).toEqual(Object.keys(sent));
    for (const { name, schema } of post.parameters)
      expect(sent[name as keyof typeof sent]).toMatch(new RegExp(schema.pattern ?? ""));
  }
});

test("the limits of the document are those that are enforced", () => {
  const { description } = document.info;
  const { holdsPerCustomer, holdsPerHour } = holdCapPolicies;
  for (const text of [
    `write ${ENTRY_LIMITS.writesPerMinute} times a minute`,
    `${QUOTE_LIMIT.quotes} quotes`,
    `${holdsPerCustomer[0]?.limit} unpaid holds`,
    `${holdsPerHour[0]?.limit} in an hour`,
  ])
    expect(description).toContain(text);
});
