import type { Page } from "@playwright/test";
import { registered } from "@/server/platform/testing/clients";
import { expect, test } from "./support/stack";

/** Asks for a token as a partner's program does. */
async function askForToken(url: string, clientId: string, secret: string) {
  const response = await fetch(`${url}/api/oauth/token`, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      Authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`,
    },
    body: "grant_type=client_credentials&scope=bookings:read",
  });
  return { status: response.status, body: await response.json() };
}

/** What stands under a term, such as the new secret. */
const shownCode = (page: Page, term: string) =>
  page
    .locator("dl > div", { has: page.getByText(term, { exact: true }) })
    .locator("code")
    .innerText();

test("an administrator opens the API to a partner, changes its secret, and closes it again", async ({
  page,
  context,
  airline,
}) => {
  const agency = await airline.customer();
  await airline.signIn(context, await airline.admin());
  await page.goto("/ko/admin/clients/new");
  await page.getByRole("button", { name: "등록하기" }).click();
  await expect(page.getByText("이름을 입력해 주세요.")).toBeVisible();
  await expect(page.getByText("접근 범위를 하나 이상 선택해 주세요.")).toBeVisible();
  const name = `한빛여행사 ${agency.email.slice(0, 12)}`;
  await page.getByLabel("이름").fill(name);
  await page.getByLabel("연결할 회원의 이메일").fill(agency.email);
  await page.getByRole("checkbox", { name: "본인 예약과 이용 내역 조회" }).check();
  await page.getByRole("checkbox", { name: "탑승객 명단 조회" }).check();
  await page.getByRole("button", { name: "등록하기" }).click();
  await expect(page.getByText("고객 계정에는 직원 계정 전용 범위를 줄 수 없습니다.")).toBeVisible();
  // What was entered is still there.
  await expect(page.getByLabel("이름")).toHaveValue(name);
  await page.getByRole("checkbox", { name: "탑승객 명단 조회" }).uncheck();
  await page.getByRole("button", { name: "등록하기" }).click();
  await expect(page.getByText("클라이언트를 등록했습니다")).toBeVisible();
  const [clientId, secret] = [await shownCode(page, "클라이언트 ID"), await shownCode(page, "시크릿")];

  const first = await askForToken(airline.url, clientId, secret);
  expect(first).toMatchObject({ status: 200, body: { token_type: "Bearer", scope: "bookings:read" } });
  const { keys } = await (await fetch(`${airline.url}/.well-known/jwks.json`)).json();
  const head = JSON.parse(Buffer.from(first.body.access_token.split(".")[0], "base64url").toString());
  expect(keys.map(({ kid }: { kid: string }) => kid)).toContain(head.kid);
  const server = await (await fetch(`${airline.url}/.well-known/oauth-authorization-server`)).json();
  expect(server.token_endpoint).toBe(`${server.issuer}/api/oauth/token`);
  const resource = await (await fetch(`${airline.url}/.well-known/oauth-protected-resource/api/v1`)).json();
  expect(resource.authorization_servers).toEqual([server.issuer]);

  await page.getByRole("link", { name: "클라이언트 보기" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.getByRole("button", { name: "시크릿 교체" }).click();
  await page.getByRole("dialog").getByLabel("이전 시크릿 유지 시간").selectOption("0");
  await page.getByRole("dialog").getByRole("button", { name: "새 시크릿 발급" }).click();
  await expect(page.getByText("새 시크릿을 발급했습니다")).toBeVisible();
  const fresh = await shownCode(page, "시크릿");
  expect((await askForToken(airline.url, clientId, secret)).body.error).toBe("invalid_client");
  expect((await askForToken(airline.url, clientId, fresh)).status).toBe(200);

  await page.getByRole("button", { name: "사용 중지" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "사용 중지" }).click();
  await expect(page.getByText("부터 사용 중지된 클라이언트입니다.")).toBeVisible();
  expect((await askForToken(airline.url, clientId, fresh)).status).toBe(401);

  await page.getByRole("link", { name: "API 클라이언트" }).click();
  const row = page.getByRole("row").filter({ hasText: clientId });
  await expect(row.getByText("사용 중지")).toBeVisible();
  await expect(row.getByText(agency.email)).toBeVisible();
});

test("an auditor sees clients without a button that would be refused", async ({ page, context, airline }) => {
  await airline.signIn(context, await airline.staff("AUDITOR"));
  await page.goto("/ko/admin/clients");
  await expect(page.getByRole("heading", { level: 1, name: "API 클라이언트" })).toBeVisible();
  await expect(page.getByRole("link", { name: "클라이언트 등록" })).toHaveCount(0);
  expect((await page.goto("/ko/admin/clients/new"))?.status()).toBe(404);
});

test("a leaked signing key is retired without JavaScript: its tokens are refused, the next one is signed with another", async ({
  airline,
  browser,
}) => {
  const agency = await airline.customer();
  const { clientId, clientSecret } = await registered({ userId: agency.id, scopes: ["bookings:read"] });
  const newToken = async () => (await askForToken(airline.url, clientId, clientSecret)).body.access_token;
  const kidOf = (token: string) =>
    JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).kid as string;
  const statusOf = async (token: string) =>
    (await fetch(`${airline.url}/api/v1/reservations`, { headers: { authorization: `Bearer ${token}` } }))
      .status;
  const leaked = await newToken();
  expect(await statusOf(leaked)).toBe(200);

  const context = await airline.elsewhere(browser, { javaScriptEnabled: false });
  await airline.signIn(context, await airline.admin());
  const page = await context.newPage();
  await page.goto("/ko/admin/clients");
  const row = page.getByRole("row").filter({ hasText: kidOf(leaked) });
  await expect(row.getByText("서명 중")).toBeVisible();
  await row.getByRole("link", { name: "폐기" }).click();
  await expect(page.getByText("이 키로 서명한 토큰은 바로 거절됩니다.")).toBeVisible();
  await page.getByRole("button", { name: "바로 폐기" }).click();
  await expect(page.getByText("이 키로 서명한 토큰은 거절됩니다.")).toBeVisible();
  await expect(page.getByRole("button", { name: "바로 폐기" })).toHaveCount(0);
  expect(await statusOf(leaked)).toBe(401);

  const fresh = await newToken();
  expect(kidOf(fresh)).not.toBe(kidOf(leaked));
  expect(await statusOf(fresh)).toBe(200);
  const { keys } = await (await fetch(`${airline.url}/.well-known/jwks.json`)).json();
  expect(keys.map(({ kid }: { kid: string }) => kid)).not.toContain(kidOf(leaked));

  // An auditor sees the keys and retires none.
  const address = `/ko/admin/clients/signing-keys/${kidOf(fresh)}`;
  const other = await airline.elsewhere(browser);
  await airline.signIn(other, await airline.staff("AUDITOR"));
  const theirs = await other.newPage();
  await theirs.goto("/ko/admin/clients");
  await expect(theirs.getByRole("row").filter({ hasText: kidOf(fresh) })).toBeVisible();
  await expect(theirs.getByRole("link", { name: /폐기/ })).toHaveCount(0);
  expect((await theirs.goto(address))?.status()).toBe(404);
  await other.close();
  await context.close();
});
