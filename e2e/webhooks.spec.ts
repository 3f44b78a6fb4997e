import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { database } from "@/db/client";
import { type Received, startReceiver } from "@/server/webhooks/testing/receiver";
import { book } from "./support/book";
import { expect, test } from "./support/stack";
import { until } from "./support/until";

const typesOf = (received: readonly Received[]) => received.map(({ body }) => body.type);

test("a partner gets the events of its bookings: signed, tried again after a failure, in order", async ({
  page,
  airline,
}) => {
  const accepted: Received[] = [];
  let failures = 0;
  const receiver = await startReceiver((one) => {
    if (one.body.type === "reservation.created" && failures === 0) {
      failures += 1;
      return 500;
    }
    accepted.push(one);
    return { status: 200, body: "고맙습니다" };
  });
  const partner = await airline.customer();
  await airline.signIn(page.context(), await airline.admin());

  // Bad input is said at its field, and nothing that was typed is lost.
  await page.goto("/ko/admin/webhooks/new");
  await page.getByRole("textbox", { name: "이름" }).fill("제휴 여행사");
  await page.getByLabel("수신 주소").fill("ftp://partner.example/");
  await page.getByLabel("회원 이메일").fill(partner.email);
  await page.getByRole("button", { name: "등록하기" }).click();
  await expect(page.getByText("https로 시작하는 주소를 입력해 주세요.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "이름" })).toHaveValue("제휴 여행사");
  await page.getByLabel("수신 주소").fill(receiver.url);
  await page.getByRole("button", { name: "등록하기" }).click();
  const secret = await page.locator("[data-secret]").innerText();
  await page.getByRole("link", { name: "엔드포인트 보기" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /제휴 여행사/ })).toBeVisible();

  await page.getByRole("button", { name: "테스트 전송" }).click();
  await expect(page.getByText("서버가 테스트를 받았습니다")).toBeVisible();
  await expect(page.getByText("고맙습니다")).toBeVisible();

  const { locator } = await book(airline, partner);
  await until(
    async () => typesOf(accepted),
    (types) => types.includes("mileage.increased"),
    { timeoutMs: 40_000 },
  );
  for (const { text, headers } of receiver.received) new Webhook(secret).verify(text, headers);
  expect(failures).toBe(1);
  // The failed one was tried again under the same id, and none of its booking went past it.
  const { rows } = await database().execute<{ id: string }>(sql`
    select o.id from shared.outbox o where o.data->>'locator' = ${locator} and o.name in (
      'reservation/reservation.held', 'payment/payment.captured', 'reservation/reservation.created',
      'mileage/mileage.increased') order by o.xid, o.seq`);
  expect(rows).toHaveLength(4);
  expect(accepted.slice(1).map(({ body }) => body.id)).toEqual(rows.map(({ id }) => id));
  expect(typesOf(receiver.received).filter((type) => type === "reservation.created")).toHaveLength(2);

  // The log has them, and sends one again.
  await page.reload();
  await page.getByLabel("예약번호 또는 ID").fill(locator);
  await page.getByRole("button", { name: "조회" }).click();
  await expect(page.getByText("전송 완료", { exact: true })).toHaveCount(4 + 1);
  await page.getByRole("button", { name: "reservation.created 재전송" }).click();
  await expect(page.getByText("다시 보냅니다")).toBeVisible();
  await until(
    async () => typesOf(receiver.received).filter((type) => type === "reservation.created").length,
    (times) => times === 3,
    { timeoutMs: 20_000 },
  );
  await page.getByRole("link", { name: "reservation.created", exact: true }).click();
  await expect(page.getByText("오류 응답 (500)")).toBeVisible();
  await expect(page.getByText(`"locator": "${locator}"`)).toBeVisible();

  await page.getByRole("link", { name: "전송 내역", exact: true }).click();
  await page.getByRole("button", { name: "사용 중지" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "사용 중지" }).click();
  await expect(page.getByText("직원이 사용을 중지했습니다.")).toBeVisible();
  await receiver.stop();
});

test("an auditor reads, and a customer gets none of it", async ({ page, airline, browser }) => {
  await airline.signIn(page.context(), await airline.staff("AUDITOR"));
  await page.goto("/ko/admin/webhooks");
  await expect(page.getByRole("heading", { level: 1, name: "웹훅" })).toBeVisible();
  await expect(page.getByRole("link", { name: "엔드포인트 등록" })).toHaveCount(0);
  expect((await page.goto("/ko/admin/webhooks/new"))?.status()).toBe(404);
  const theirs = await airline.elsewhere(browser);
  await airline.signedIn(theirs);
  const other = await theirs.newPage();
  expect((await other.goto("/ko/admin/webhooks"))?.status()).toBe(404);
  await theirs.close();
});
