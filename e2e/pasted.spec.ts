import { uuidv7 } from "@/server/shared/ids";
import { flightOnSale } from "./support/flights";
import {
  cards,
  confirmedLocator,
  fillPassenger,
  holdOnPage,
  minji,
  payWith,
  toPayment,
} from "./support/site";
import { expect, test } from "./support/stack";

const next = "다음: 좌석 선택";
const zoe = { surname: "\u00A0Mu\u0308ller\u200B", givenName: "Ｚｏｅ‑Ann", birth: "１９９０．０５．０５" };
const confirmation = "항공권에 표시될 영문 이름을 확인해 주세요";

test("pasted text from letters, chats and other keyboards is accepted, and the ticket's spelling is confirmed first", async ({
  page,
  context,
  airline,
}) => {
  await airline.signedIn(context);
  await holdOnPage(page, await flightOnSale());
  const email = `a&b+${uuidv7()}@example.com`;
  await fillPassenger(page, "성인 1", zoe);
  await page.getByLabel("한글 이름").fill("뮐러".normalize("NFD"));
  await page.getByLabel("이메일").fill(email);
  await page.getByLabel("휴대전화").fill("(02) 123-4567");
  await page.getByRole("button", { name: next }).click();

  await expect(page.getByText(confirmation)).toBeVisible();
  await expect(page.getByText("MUELLER", { exact: true })).toBeVisible();
  await expect(page.getByLabel("영문 성")).toHaveValue(zoe.surname);
  // A changed name is asked about again.
  await page.getByLabel("영문 성").fill("Möller");
  await page.getByRole("button", { name: next }).click();
  await expect(page.getByText("MOELLER", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: next }).click();
  await page.getByRole("link", { name: "나중에 선택하기" }).click();

  // The review page shows the name, too.
  await page.waitForURL(/\/review$/);
  await expect(page.getByText("MOELLER ZOE-ANN").first()).toBeVisible();
  await expect(page.getByText("뮐러")).toBeVisible();
  await expect(page.getByText("1990-05-05")).toBeVisible();
  await expect(page.getByText(`${email} · 02-123-4567`)).toBeVisible();
  await toPayment(page);
  await payWith(page, cards.success);
  const locator = await confirmedLocator(page);
  await expect
    .poll(async () => (await airline.mails(email)).filter((mail) => mail.text.includes(locator)).length, {
      timeout: 30_000,
    })
    .toBeGreaterThan(0);
  // The locator as a chat would paste it.
  await page.goto(`/ko/trips/${encodeURIComponent(`${locator.slice(0, 3)}\u2011${locator.slice(3)}\u200B`)}`);
  await expect(page.getByText(locator).first()).toBeVisible();
});

test("a name's spelling is confirmed without JavaScript, too", async ({ browser, airline }) => {
  const context = await airline.elsewhere(browser, { javaScriptEnabled: false });
  await airline.signedIn(context);
  const page = await context.newPage();
  await holdOnPage(page, await flightOnSale());
  await fillPassenger(page, "성인 1", zoe);
  await page.getByRole("button", { name: next }).click();
  await expect(page.getByText("MUELLER", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: next }).click();
  await expect(page.getByRole("heading", { level: 1, name: "좌석을 선택해 주세요" })).toBeVisible();
  await context.close();
});

test("each wrong name, number and date gets an error that says what is wrong", async ({
  page,
  context,
  airline,
}) => {
  await airline.signedIn(context);
  await holdOnPage(page, await flightOnSale());
  const expectMessage = async (label: string, typed: string, message: string) => {
    await page.getByLabel(label).fill(typed);
    await page.getByRole("button", { name: next }).click();
    await expect(page.getByRole("alert").getByText(message)).toBeVisible();
  };
  await fillPassenger(page, "성인 1", minji);
  await expectMessage("영문 성", "KIM1", "이름에는 숫자를 쓸 수 없습니다.");
  await expectMessage("영문 성", "J.", "마침표(.)는 빼고 입력해 주세요.");
  await expectMessage("영문 성", "KIM MS", "호칭은 빼고 입력해 주세요.");
  await expectMessage("영문 성", "김", "성을 영문으로 입력해 주세요.");
  await expectMessage("영문 성", "Иванов", "성을 영문으로 입력해 주세요.");
  await expectMessage("영문 성", "KIM/LEE", "‘/’ 문자는 항공권에 표시할 수 없습니다.");
  await page.getByLabel("영문 성").fill("KIM");
  await expectMessage("한글 이름", "ㅋㅋㅋ", "완성된 한글 글자로 입력해 주세요.");
  await page.getByLabel("한글 이름").fill("");
  await expectMessage("휴대전화", "+------", "전화번호를 확인해 주세요.");
  await page.getByLabel("휴대전화").fill("");
  await expectMessage("이메일", "kim@example-.com", "이메일 주소를 확인해 주세요.");
  await page.getByLabel("이메일").fill("kim@example.com");
  await expectMessage("생년월일", "18991231", "너무 오래전 날짜입니다.");
});
