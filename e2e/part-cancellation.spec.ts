import { bookingStatus } from "./support/book";
import { balanceOf, completedRefunds, eventNames, sentMessages } from "./support/database";
import { bookedThereAndBack } from "./support/round-trip";
import { expect, test } from "./support/stack";

const person = (surname: string, givenName: string, type = "ADULT", birthDate = "1990-05-05") => ({
  ...{ type, surname, givenName, birthDate },
  gender: "F",
});

/** Two adults and an infant. */
const family = () => ({
  adults: 2,
  infants: 1,
  passengers: [
    person("KIM", "MINJI"),
    person("LEE", "JUNHO"),
    person("KIM", "BORAM", "INFANT", new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10)),
  ],
});

test("a customer cancels one adult on the way back; the infant's adult cannot go alone", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const trip = await bookedThereAndBack(airline, customer, family(), 1120);
  await page.goto(`/ko/trips/${trip.locator}/cancel`);
  await expect(page.getByRole("heading", { name: "취소할 범위" })).toBeVisible();
  const box = (name: RegExp) => page.getByRole("checkbox", { name });
  const asked = () => page.getByRole("button", { name: "환불 금액 조회" }).click();

  // Nobody chosen: the field says so, and nothing was typed in vain.
  for (const name of [/KIM MINJI/, /LEE JUNHO/, /KIM BORAM/]) await box(name).uncheck();
  await asked();
  await expect(page.getByText("하나 이상 선택해 주세요.")).toBeVisible();
  await expect(box(/LEE JUNHO/)).not.toBeChecked();

  // Both adults: the infant would stay alone.
  await box(/KIM MINJI/).check();
  await box(/LEE JUNHO/).check();
  await asked();
  await expect(page.getByText("유아는 성인 한 명당 한 명만 함께 탑승할 수 있습니다.")).toBeVisible();

  // One adult, on the way back alone.
  await box(/KIM MINJI/).uncheck();
  await box(/김포|서울\(김포\) → 제주|서울 → 제주/)
    .first()
    .uncheck();
  await asked();
  await expect(page.getByText("취소할 여정의 금액")).toBeVisible();
  await expect(page.getByText("적립된 280마일은 회수됩니다.")).toBeVisible();
  await page.getByRole("button", { name: "선택한 여정 취소하기" }).click();
  await page.getByRole("button", { name: "취소 확정" }).click();
  await expect(page.getByText("선택하신 여정을 취소했습니다")).toBeVisible();
  expect(await bookingStatus(airline, customer, trip.reservationId)).toBe("CREATED");
  await expect(page.getByText("취소됨").first()).toBeVisible();
  // The history names who gave up which flight, and no other.
  const entry = page.getByText(/^LEE\/JUNHO 님의 \d+월 \d+일 \(.\) 제주 → 서울 편을 취소했습니다$/);
  await expect(entry).toBeVisible({ timeout: 15_000 });

  await expect.poll(() => balanceOf(customer.id), { timeout: 30_000 }).toBe(840);
  await expect.poll(() => completedRefunds(trip.reservationId), { timeout: 30_000 }).toBe(1);
  await airline.drained();
  expect(await sentMessages(trip.reservationId, "partCancelled", "EMAIL")).toBe(1);
  const mail = (await airline.mails(customer.email)).find((m) => m.subject.includes("예약의 일부가 취소"));
  expect(mail?.text).toContain("LEE/JUNHO");
});

test("in English on a phone: of two tabs one cancels, and the other is shown what is left", async ({
  page,
  context,
  airline,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const customer = await airline.signedIn(context);
  const trip = await bookedThereAndBack(airline, customer, family(), 1120);
  const other = await context.newPage();
  for (const [tab, names] of [
    [page, [/KIM MINJI/, /KIM BORAM/]],
    [other, [/LEE JUNHO/]],
  ] as const) {
    await tab.goto(`/en/trips/${trip.locator}/cancel`);
    for (const name of names) await tab.getByRole("checkbox", { name }).uncheck();
    await tab.getByRole("button", { name: "Show the refund" }).click();
    await expect(tab.getByText("Price of the cancelled part")).toBeVisible();
  }
  await page.getByRole("button", { name: "Cancel the chosen part" }).click();
  await page.getByRole("button", { name: "Confirm cancellation" }).click();
  await expect(page.getByText("The chosen part of your trip is cancelled")).toBeVisible();
  await other.getByRole("button", { name: "Cancel the chosen part" }).click();
  await other.getByRole("button", { name: "Confirm cancellation" }).click();
  await expect(other.getByText("Your booking was changed in the meantime.")).toBeVisible();
  await page.goto("/en/history");
  const entry = page.getByText(
    /^Cancelled Seoul → Jeju on \w+ \d+ \w+, Jeju → Seoul on \w+ \d+ \w+ for LEE\/JUNHO$/,
  );
  await expect(entry).toBeVisible();
  await expect(other.getByRole("checkbox", { name: /LEE JUNHO/ })).toHaveCount(0);
  const steps = (await eventNames(trip.reservationId)).filter((name) => name.startsWith("reservation/"));
  expect(steps).toHaveLength(3);
  await airline.drained();
});
