import { expect, test } from "vitest";
import { isActionRequest, isWellFormedAction } from "./action-body";

const ID = "40".padEnd(42, "a");
const text = { "content-type": "text/plain;charset=UTF-8" };
const calls = (body: string, id = ID) =>
  isWellFormedAction({ ...text, "next-action": id }, Buffer.from(body));

test.each(['[{"flightId":1,"reason":"안개"}]', '["$undefined",null]', '["$$50"]', "[]", '["$D2026-11-29"]'])(
  "a call with %s is well formed",
  async (body) => expect(await calls(body)).toBe(true),
);

test.each([
  ...["", "junk", "5", "{}", '["$F1"]', '["$1"]', '["$@9"]', '["$T"]', '[{"a":"$Q1"}]', '[{"a":"$K1"}]'],
  `[${"[".repeat(5_000)}${"]".repeat(5_000)}]`,
  `[${"1,".repeat(20)}1]`,
])("a call with %.40s is not", async (body) => expect(await calls(body)).toBe(false));

test("the id of an action has one form", async () => {
  expect([await calls("[]", "00"), await calls("[]", "toString"), await calls("[]", "A".repeat(42))]).toEqual(
    [false, false, false],
  );
});

async function sends(fields: Record<string, string | Blob>, called?: string): Promise<boolean> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const request = new Request("http://site", { method: "POST", body: form });
  const headers = { "content-type": request.headers.get("content-type") as string };
  const body = Buffer.from(await request.arrayBuffer());
  return isWellFormedAction({ ...headers, ...(called && { "next-action": called }) }, body);
}

test("a form that a page sends is well formed, with JavaScript and without", async () => {
  expect(await sends({ "1_locator": "BCDFGH", "0": '[null,"$K1"]' }, ID)).toBe(true);
  expect(await sends({ [`$ACTION_ID_${ID}`]: "", locator: "$5" })).toBe(true);
  const bound = { $ACTION_REF_1: "", "$ACTION_1:0": `{"id":"${ID}","bound":"$@1"}`, $ACTION_KEY: "k" };
  expect(await sends({ ...bound, "$ACTION_1:1": "[null]", q: "x" })).toBe(true);
  expect(await sends({ q: "no action at all" })).toBe(true);
});

test("a form that no page sends is refused", async () => {
  expect(await sends({ "1_locator": "BCDFGH" }, ID)).toBe(false);
  expect(await sends({ "0": new Blob(["[]"]) }, ID)).toBe(false);
  expect(await sends({ $ACTION_REF_1: "" })).toBe(false);
  expect(await sends({ $ACTION_REF_1: "", "$ACTION_1:0": "junk" })).toBe(false);
  const action = `{"id":"${ID}","bound":"$@1"}`;
  expect(await sends({ $ACTION_REF_1: "", "$ACTION_1:0": action, "$ACTION_1:1": '["$F1"]' })).toBe(false);
  expect(await sends({ $ACTION_ID_junk: "" })).toBe(false);
  const cut = { "content-type": "multipart/form-data; boundary=x" };
  expect(await isWellFormedAction(cut, Buffer.from("--x\r\nContent-Disp"))).toBe(false);
  expect(await isWellFormedAction({ "content-type": "multipart/form-data" }, Buffer.from("x"))).toBe(false);
});

test("only a post can be an action", () => {
  expect(isActionRequest("POST", { "next-action": ID })).toBe(true);
  expect(isActionRequest("POST", { "content-type": "Multipart/Form-Data; boundary=x" })).toBe(true);
  expect(isActionRequest("GET", { "next-action": ID })).toBe(false);
  expect(isActionRequest("POST", { "content-type": "application/json" })).toBe(false);
});
