import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { type StandIn, startStandIn } from "@/tools/preview/stand-ins/stand-in";
import { ApiError, askApi, createOnce, LostAnswer } from "./ask-api";

let standIn: StandIn | undefined;
afterEach(() => standIn?.close());

const TOKEN = "token-of-the-test";
const answer = z.object({ n: z.number() });

async function start(how: number | "lost", times: number) {
  let made = 0;
  const count = () => ({ status: 200, body: { n: ++made } });
  standIn = await startStandIn(
    ["GET", "POST", "DELETE"].map((method) => ({ method, path: /^\/thing$/, answer: count })),
    TOKEN,
  );
  standIn.trouble({ call: /./, how, times });
  const headers = { Authorization: `Bearer ${TOKEN}` };
  return {
    api: { name: "Test", url: standIn.url, headers, pauseMs: 1 },
    made: () => made,
    calls: standIn.calls,
  };
}

test.each([423, 429, 500, 503, "lost"] as const)("a GET is asked again after %s", async (how) => {
  const { api, calls } = await start(how, 3);
  await askApi(api, { method: "GET", path: "/thing", answer });
  expect(calls).toHaveLength(4);
});

test("no more than six times", async () => {
  const { api, calls } = await start(503, 99);
  await expect(askApi(api, { method: "GET", path: "/thing", answer })).rejects.toThrow(/answered with 503/);
  expect(calls).toHaveLength(6);
});

test.each([400, 401, 403, 404, 409])("%s is final", async (how) => {
  const { api, calls } = await start(how, 99);
  await expect(askApi(api, { method: "GET", path: "/thing", answer })).rejects.toBeInstanceOf(ApiError);
  expect(calls).toHaveLength(1);
});

test.each([423, 429])("a POST is sent again after %s: nothing was done", async (how) => {
  const { api, made } = await start(how, 1);
  await askApi(api, { method: "POST", path: "/thing", answer });
  expect(made()).toBe(1);
});

test("a POST whose answer is lost is not sent again; who makes a thing looks first", async () => {
  const { api, made } = await start("lost", 1);
  const create = () => askApi(api, { method: "POST", path: "/thing", answer });
  await expect(create()).rejects.toBeInstanceOf(LostAnswer);
  standIn?.trouble({ call: /POST/, how: "lost", times: 1 });
  const before = made();
  const find = async () => (made() > before ? { n: made() } : null);
  expect(await createOnce(api, find, create)).toEqual({ thing: { n: before + 1 }, created: true });
});

test("an error names the call and the reason, and no header", async () => {
  const { api } = await start(403, 1);
  const said = await askApi(api, { method: "GET", path: "/thing", answer }).catch(String);
  expect(said).toBe("Error: Test: GET /thing was answered with 403: the stand-in refuses with 403");
  expect(said).not.toContain(TOKEN);
});
