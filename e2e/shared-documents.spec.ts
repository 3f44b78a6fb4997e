import { results } from "./support/pages";
import { expect, test } from "./support/stack";
import { until } from "./support/until";

/** The nonce of an answer's policy: each document that is drawn has another one. */
const nonceOf = (response: Response) =>
  /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1] ?? "none";

test("visitors of one second get one document with one policy; a member gets an own one", async ({
  airline,
}) => {
  const open = (headers: Record<string, string> = {}) =>
    fetch(`${airline.url}/ko${results}`, {
      headers: { accept: "text/html", "accept-language": "ko-KR,ko;q=0.9", ...headers },
    });
  // A second may end between two answers.
  const shared = await until(
    () => Promise.all([open(), open(), open()]),
    (answers) => new Set(answers.map(nonceOf)).size === 1,
  );
  const [first = "", ...others] = await Promise.all(shared.map((response) => response.text()));
  const nonce = nonceOf(shared[0] as Response);
  expect(others.every((text) => text === first)).toBe(true);
  expect(first).toContain(`nonce="${nonce}"`);
  expect(first).toContain("</html>");
  expect(new Set(shared.map(({ headers }) => headers.get("x-request-id"))).size).toBe(3);

  const cookie = `next-auth.session-token=${(await airline.customer()).cookie}`;
  const own = await Promise.all([open({ cookie }), open({ cookie })]);
  expect(new Set(own.map(nonceOf)).size).toBe(2);
  expect(own.map(({ headers }) => headers.get("cache-control"))).not.toContain(
    shared[0]?.headers.get("cache-control"),
  );
});

test("the page that a visitor was given from another one's document works", async ({ browser, airline }) => {
  const pages = await Promise.all(
    [1, 2, 3].map(async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const blocked: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") blocked.push(message.text());
      });
      return { page, context, blocked };
    }),
  );
  await Promise.all(pages.map(({ page }) => page.goto(`${airline.url}/ko`)));
  for (const { page, context, blocked } of pages) {
    await page.getByRole("link", { name: "로그인" }).first().click();
    await expect(page).toHaveURL(/sign-in/);
    expect(blocked).toEqual([]);
    await context.close();
  }
});
