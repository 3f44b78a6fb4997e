import { type Held, holdBody } from "./support/book";
import { flightOnSale } from "./support/flights";
import { expect, test } from "./support/stack";

test("a profile and a companion are kept, and fill in the passengers of a booking without touching what was typed", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  await page.goto("/ko/account");
  await page.getByRole("link", { name: "내 프로필" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "내 프로필" })).toBeVisible();
  await page.getByRole("button", { name: "저장", exact: true }).click();
  await expect(page.getByLabel("영문 성")).toHaveAccessibleDescription(/성을 영문으로 입력해 주세요/);
  await expect(page.getByLabel("영문 성")).toBeFocused();
  await page.getByLabel("영문 성").fill("kim");
  await page.getByLabel("영문 이름").fill("minji");
  await page.getByLabel("한글 이름").fill("김민지");
  await page.getByLabel("생년월일").fill("19900505");
  await page.getByText("여성").click();
  await page.getByRole("button", { name: "저장", exact: true }).click();
  await expect(page.getByText("프로필을 저장했습니다")).toBeVisible();
  await expect(page.getByLabel("영문 성")).toHaveValue("KIM");

  await page.getByLabel("여권번호").fill("M12345678");
  await page.getByLabel("발급 국가").selectOption("KR");
  await page.getByLabel("만료일").fill("20350101");
  await page.getByRole("button", { name: "여권 저장" }).click();
  await expect(page.getByText("여권 정보를 저장하시려면 동의해 주세요.")).toBeVisible();
  await expect(page.getByLabel("여권번호")).toHaveValue("M12345678");
  await expect(page.getByLabel("발급 국가")).toHaveValue("KR");
  await page.getByLabel("여권 정보의 수집·이용에 동의합니다.").check();
  await page.getByRole("button", { name: "여권 저장" }).click();
  await expect(page.getByText("M*******8")).toBeVisible();
  await expect(page.getByText("M12345678")).toHaveCount(0);
  await page.getByRole("button", { name: "여권번호 보기" }).click();
  await expect(page.getByText("M12345678")).toBeVisible();

  const flight = await flightOnSale(4);
  const { passengers, ...unnamed } = holdBody(flight.id, customer);
  const { body } = await airline.post<Held>(customer, "/api/v1/reservations", unnamed);
  await page.goto(`/ko/book/${body.reservationId}/passengers`);
  await page.getByLabel("영문 이름").fill("SORA");
  await page.getByLabel("저장된 탑승객", { exact: true }).selectOption({ label: "본인 · 김민지" });
  await page.getByRole("button", { name: "빈칸 채우기" }).click();
  await expect(page.getByText("이미 입력하신 내용은 바꾸지 않았으니")).toBeVisible();
  await expect(page.getByLabel("영문 성")).toHaveValue("KIM");
  await expect(page.getByLabel("영문 이름")).toHaveValue("SORA");
  await expect(page.getByLabel("생년월일")).toHaveValue("1990-05-05");
  await page.reload();
  await expect(page.getByLabel("생년월일")).toHaveValue("1990-05-05");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("companions are added, changed and deleted, and e-mails are switched off", async ({
    page,
    context,
    airline,
  }) => {
    await airline.signedIn(context, "en");
    await page.goto("/en/account/companions/new");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Enter the surname in Roman letters.")).toBeVisible();
    await page.getByLabel("Surname in Roman letters").fill("Lee");
    await page.getByLabel("Given name in Roman letters").fill("Suho");
    await page.getByLabel("Date of birth").fill("20190102");
    await page.getByText("Male", { exact: true }).click();
    await page.getByLabel("Nationality").selectOption("KR");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("The companion is saved")).toBeVisible();
    await page.getByRole("link", { name: "Edit LEE SUHO" }).click();
    await expect(page.getByLabel("Nationality")).toHaveValue("KR");
    await page.getByRole("button", { name: "Delete this companion" }).click();
    await expect(page.getByText("No companions yet")).toBeVisible();
    await page.goto("/en/account/preferences");
    await page.getByRole("button", { name: "Stop e-mails about: Miles" }).click();
    await expect(page.getByRole("button", { name: "Get e-mails about: Miles" })).toBeVisible();
    await page.goto("/en/unsubscribe?token=nonsense");
    await expect(page.getByText("This link does not work")).toBeVisible();
  });
});
