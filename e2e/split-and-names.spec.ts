import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { balanceOf, eventNames, sentMessages } from "./support/database";
import { bookedThereAndBack } from "./support/round-trip";
import { expect, test } from "./support/stack";

const person = (surname: string, givenName: string, type = "ADULT", birthDate = "1990-05-05") => ({
  ...{ type, surname, givenName, birthDate },
  gender: "F",
});
const infant = () =>
  person("KIM", "BORAM", "INFANT", new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10));

const splitOff = async (reservationId: string): Promise<string> => {
  const { rows } = await database().execute<{ id: string }>(
    sql`select id from reservation.reservations where split_from = ${reservationId}`,
  );
  return rows[0]?.id ?? "";
};

test("a customer splits a booking: an infant's adult goes along, and both bookings say where they come from", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const passengers = [person("KIM", "MINJI"), person("LEE", "JUNHO"), infant()];
  const trip = await bookedThereAndBack(airline, customer, { adults: 2, infants: 1, passengers }, 1120);
  await page.goto(`/ko/trips/${trip.locator}`);
  await page.getByRole("link", { name: "예약 분리" }).click();
  const box = (name: RegExp) => page.getByRole("checkbox", { name });
  const asked = () => page.getByRole("button", { name: "예약 분리" }).click();

  // Nobody chosen, then the infant alone: the field says what is missing, and the choice stays.
  await asked();
  await expect(page.getByText("새 예약으로 분리할 탑승객을 한 명 이상 선택해 주세요.")).toBeVisible();
  await box(/KIM BORAM/).check();
  await asked();
  await page.getByRole("button", { name: "분리 확정" }).click();
  await expect(page.getByText("유아와 함께 탑승할 성인도 선택해 주세요.")).toBeVisible();
  await expect(box(/KIM BORAM/)).toBeChecked();

  await box(/KIM MINJI/).check();
  await asked();
  await expect(page.getByText("KIM MINJI, KIM BORAM 님을 새 예약으로 분리합니다.")).toBeVisible();
  await page.getByRole("button", { name: "분리 확정" }).click();
  await expect(page.getByText("예약을 분리했습니다", { exact: true })).toBeVisible();
  await expect(page.getByText("KIM/MINJI", { exact: true })).toBeVisible();
  await expect(page.getByText("LEE/JUNHO")).toHaveCount(0);
  await expect(page.getByText(`예약번호 ${trip.locator}에서 결제하신 금액입니다`)).toBeVisible();
  await page.getByRole("link", { name: trip.locator }).click();
  await expect(page.getByText("LEE/JUNHO")).toBeVisible();
  await expect(page.getByText(/일부 탑승객이 예약번호 .* 예약으로 분리되었습니다/)).toBeVisible();

  const own = await splitOff(trip.reservationId);
  await airline.drained();
  expect(await balanceOf(customer.id)).toBe(1120);
  expect(await sentMessages(trip.reservationId, "bookingSplit", "EMAIL")).toBe(1);
  expect(await eventNames(own)).toEqual(["reservation/reservation.split-off"]);
  const mails = (await airline.mails(customer.email)).filter((m) =>
    m.subject.includes("두 개로 분리되었습니다"),
  );
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).toContain("KIM/MINJI");
});

test("in English on a phone: a name is corrected once, and more than three letters are the airline's", async ({
  page,
  context,
  airline,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const customer = await airline.signedIn(context);
  const passengers = [person("KIM", "MINGI"), person("LEE", "JUNHO")];
  const trip = await bookedThereAndBack(airline, customer, { adults: 2, passengers }, 1120);
  await page.goto(`/en/trips/${trip.locator}/name`);
  await page.getByRole("link", { name: "Correct the name of KIM MINGI" }).click();
  const given = page.getByLabel("Given name");
  const confirmed = async () => {
    await page.getByRole("button", { name: "Correct the name" }).click();
    await page.getByRole("button", { name: "Confirm the correction" }).click();
  };
  await given.fill("Hyejin");
  await confirmed();
  await expect(page.getByText("You can change up to three letters yourself.")).toBeVisible();
  await expect(given).toHaveValue("Hyejin");
  await given.fill("Minji");
  await page.getByRole("button", { name: "Correct the name" }).click();
  await expect(page.getByText("KIM MINGI → KIM MINJI")).toBeVisible();
  await page.getByRole("button", { name: "Confirm the correction" }).click();
  await expect(page.getByText("The name was corrected", { exact: true })).toBeVisible();
  await expect(page.getByText("KIM/MINJI", { exact: true })).toBeVisible();

  await page.goto(`/en/trips/${trip.locator}/name`);
  await page.getByRole("link", { name: "Correct the name of KIM MINJI" }).click();
  await given.fill("Minjo");
  await confirmed();
  await expect(page.getByText("This passenger's name was corrected once before.")).toBeVisible();
  await airline.drained();
  expect(await sentMessages(trip.reservationId, "nameCorrected", "EMAIL")).toBe(1);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the forms of the pages split a booking and correct a name", async ({ page, context, airline }) => {
    const customer = await airline.signedIn(context);
    const passengers = [person("KIM", "MINGI"), person("LEE", "JUNHO")];
    const trip = await bookedThereAndBack(airline, customer, { adults: 2, passengers }, 1120);
    await page.goto(`/ko/trips/${trip.locator}/split`);
    await page.getByRole("button", { name: "분리 확정" }).click();
    await expect(page.getByText("새 예약으로 분리할 탑승객을 한 명 이상 선택해 주세요.")).toBeVisible();
    await page.getByRole("checkbox", { name: /KIM MINGI/ }).check();
    await page.getByRole("button", { name: "분리 확정" }).click();
    await expect(page.getByText("예약을 분리했습니다", { exact: true })).toBeVisible();
    await page.getByRole("link", { name: "영문 성명 정정" }).click();
    await page.getByLabel("영문 이름").fill("Minji");
    await page.getByRole("button", { name: "정정 확정" }).click();
    await expect(page.getByText("영문 성명을 정정했습니다", { exact: true })).toBeVisible();
    await expect(page.getByText("KIM/MINJI", { exact: true })).toBeVisible();
  });

  test("what was typed and chosen stays when the booking changes meanwhile", async ({
    page,
    context,
    airline,
  }) => {
    const customer = await airline.signedIn(context);
    const passengers = [person("KIM", "MINGI"), person("LEE", "JUNHO")];
    const trip = await bookedThereAndBack(airline, customer, { adults: 2, passengers }, 1120);
    const [split, name] = [await context.newPage(), await context.newPage()];
    await split.goto(`/ko/trips/${trip.locator}/split`);
    await split.getByRole("checkbox", { name: /LEE JUNHO/ }).check();
    const open = async (tab: Page, of: string) => {
      await tab.goto(`/ko/trips/${trip.locator}/name`);
      await tab.getByRole("link", { name: `${of} 님의 성명 정정` }).click();
    };
    await open(name, "LEE JUNHO");
    await name.getByLabel("영문 이름").fill("Joonho");
    // Another tab corrects the other passenger's name.
    await open(page, "KIM MINGI");
    await page.getByLabel("영문 이름").fill("Minji");
    await page.getByRole("button", { name: "정정 확정" }).click();
    await expect(page.getByText("영문 성명을 정정했습니다", { exact: true })).toBeVisible();

    await name.getByRole("button", { name: "정정 확정" }).click();
    await expect(name.getByText(/그 사이에 예약이 변경되었습니다/)).toBeVisible();
    await expect(name.getByLabel("영문 이름")).toHaveValue("Joonho");
    await split.getByRole("button", { name: "분리 확정" }).click();
    await expect(split.getByText(/그 사이에 예약이 변경되었습니다/)).toBeVisible();
    await expect(split.getByRole("checkbox", { name: /KIM MINJI/ })).not.toBeChecked();
    await expect(split.getByRole("checkbox", { name: /LEE JUNHO/ })).toBeChecked();
    // The same choice is confirmed for the booking as it is.
    await split.getByRole("button", { name: "분리 확정" }).click();
    await expect(split.getByText("예약을 분리했습니다", { exact: true })).toBeVisible();
    // And the passenger whose name was typed is in another booking now.
    await name.getByRole("button", { name: "정정 확정" }).click();
    await expect(
      name.getByText(/이 예약에 없는 탑승객입니다|성명을 정정할 수 없는 예약입니다/),
    ).toBeVisible();
    await airline.drained();
  });
});
