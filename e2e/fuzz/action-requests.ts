import type { Asked } from "./ask";
import type { Junk } from "./junk";
import type { Random } from "./random";
import type { Action } from "./targets";

const BOUNDARY = "----fuzz";
const multipart = (fields: readonly (readonly [string, string])[]) =>
  fields
    .map(
      ([name, value]) =>
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join("")
    .concat(`--${BOUNDARY}--\r\n`);

const form = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };
const text = { "content-type": "text/plain;charset=UTF-8" };

/** One call of a server action: as a browser, as a form without JavaScript, or as neither would make it. */
export function actionRequest(random: Random, junk: Junk, { id, page }: Action, origin: string): Asked {
  const asked = { method: "POST", path: junk.address(page) };
  const called = { "next-action": id, origin };
  const args = Array.from({ length: random.below(4) }, () => junk.value());
  const fields = junk.fields().map(([name, value]) => [`1_${name}`, value] as const);
  switch (random.below(9)) {
    case 0:
    case 1:
      return { ...asked, headers: { ...called, ...text }, body: JSON.stringify(args) };
    case 2:
      return { ...asked, headers: { ...called, ...form }, body: multipart([...fields, ["0", '["$K1"]']]) };
    case 3:
      return {
        ...asked,
        headers: { ...called, ...form },
        body: multipart([...fields, ["0", '[null,"$K1"]']]),
      };
    case 4:
      return {
        ...asked,
        headers: { origin, ...form },
        body: multipart([[`$ACTION_ID_${id}`, ""], ...junk.fields()]),
      };
    case 5:
      return { ...asked, headers: { origin, ...form }, body: multipart(bound(random, id)) };
    case 6:
      return { ...asked, headers: { ...called, ...text }, body: random.pick(malformed) };
    case 7:
      return { ...asked, headers: { ...called, ...form }, body: random.pick(malformed) };
    default:
      return {
        ...asked,
        headers: { ...called, ...random.pick(oddHeaders), ...text },
        body: JSON.stringify(args),
      };
  }
}

const bound = (random: Random, id: string): [string, string][] => [
  ["$ACTION_REF_1", ""],
  [
    "$ACTION_1:0",
    random.pick([`{"id":"${id}","bound":"$@1"}`, `{"id":"${id}","bound":null}`, "junk", "null", "5"]),
  ],
  ["$ACTION_1:1", random.pick(["[null]", "[5]", "junk", '["$F9"]', '["$@7"]'])],
  ["$ACTION_KEY", random.pick(["k1", ""])],
];

const malformed = [
  ...[
    "",
    "junk",
    "5",
    "null",
    "{}",
    '"x"',
    '["$F1"]',
    '["$K"]',
    '["$1"]',
    '["$@9"]',
    '["$Q1"]',
    '["$B1"]',
    '["$T"]',
  ],
  ...['["$h1"]', '["$n9"]', '["$0:0:0"]', '["$Dx"]', `[${"[".repeat(5_000)}${"]".repeat(5_000)}]`, "[", "\0"],
  multipart([["0", "junk"]]),
  multipart([["0", '["$1"]']]),
  multipart([["1_x", "y"]]),
  multipart([["0", `[${"1,".repeat(1_500)}1]`]]),
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="0"; filename="x"\r\n\r\n[]\r\n--${BOUNDARY}--\r\n`,
  `--${BOUNDARY}\r\nContent-Disp`,
];

const oddHeaders: Record<string, string>[] = [
  { "next-action": "00" },
  { "next-action": "f".repeat(42) },
  { "next-action": "toString" },
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "junk" },
  { authorization: "Bearer junk" },
  { authorization: `Bearer ${"x".repeat(9_000)}` },
  { authorization: "Basic Og==" },
  { "idempotency-key": "not a key" },
  { "idempotency-key": "fuzz" },
  { "if-match": 'W/"1"' },
  { host: "evil.example" },
  { "x-forwarded-host": "evil.example" },
  { rsc: "1", "next-router-state-tree": "junk" },
  { rsc: "1", "next-router-state-tree": "%5B%5D" },
  { cookie: "NEXT_LOCALE=%E0%A4%A; theme=\u00ff; next-auth.session-token=junk" },
  { "next-action-redirect": "1", "x-action-forwarded": "1" },
  { "accept-language": "x;q=;;,", range: "bytes=9-1", "if-none-match": "x" },
];

export { oddHeaders };
