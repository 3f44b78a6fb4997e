import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { nextPath } from "@/app/_lib/auth/next-path";
import { getRequestContext } from "@/app/_lib/auth/session";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { waitingRoomAddress } from "@/app/_lib/http/to-waiting-room";
import { withClientMessages } from "@/components/layout/client-messages";
import { Admitted } from "@/components/waiting/admitted";
import { JoinRoom } from "@/components/waiting/join-room";
import { NothingToWaitFor } from "@/components/waiting/nothing-to-wait-for";
import { Planned } from "@/components/waiting/planned";
import { WaitingBoard } from "@/components/waiting/waiting-board";
import type { Locale } from "@/i18n/routing";
import { readSaleStatuses } from "@/server/flows/read-sale-statuses";
import type { RequestContext } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { placeOf } from "@/server/waiting-room/queries";
import type { SaleEventStatus } from "@/server/waiting-room/schemas";
import { joinRoom } from "./actions";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({ locale, namespace: "waiting" });
  return { title: t("title"), robots: { index: false } };
}

/** The waiting room of a sale event: taking a place, the place in the queue, and the way in. */
async function WaitingPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const { sale = "", next, problem } = filledValues(await searchParams);
  const status = (await readSaleStatuses()).find(({ id }) => id === sale);
  // Without its language: links of the site add it.
  const target = nextPath(next, locale, env().APP_URL).slice(locale.length + 1) || "/";
  return (
    <div className="page-width max-w-2xl py-8">
      <Room status={status} next={target} problem={problem} ctx={await getRequestContext()} />
    </div>
  );
}

type RoomProps = {
  status: SaleEventStatus | undefined;
  next: string;
  problem: string | undefined;
  ctx: RequestContext;
};

async function Room({ status, next, problem, ctx }: RoomProps) {
  if (!status || status.state === "ENDED") return <NothingToWaitFor isKnown={Boolean(status)} next={next} />;
  if (status.state === "PLANNED") return <Planned status={status} />;
  const place = await placeOf(ctx, { saleEventId: status.id });
  if (place?.state === "ADMITTED") return <Admitted status={status} place={place} next={next} />;
  if (place?.state === "WAITING") return <WaitingBoard key={place.placeId} status={status} place={place} />;
  const signIn = `/sign-in?${new URLSearchParams({ next: waitingRoomAddress(status.id, next) })}`;
  return (
    <JoinRoom
      status={status}
      next={next}
      problem={problem}
      isAgain={place !== null}
      signInHref={ctx.actor.kind === "ANONYMOUS" ? signIn : null}
      action={joinRoom}
    />
  );
}

export default withClientMessages("app/[locale]/(site)/waiting/page.tsx", WaitingPage);
