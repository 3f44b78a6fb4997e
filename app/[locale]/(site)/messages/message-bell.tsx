import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { bellState } from "@/app/_lib/bell-state";
import { ClientMessages } from "@/components/layout/client-messages";
import { Bell } from "@/components/notification/bell";
import { bellKey } from "@/components/notification/inbox-queries";

/** The live bell with the number that is true now. */
export async function MessageBell({ userId }: { userId: string }) {
  const client = new QueryClient();
  await client.prefetchQuery({ queryKey: bellKey, queryFn: () => bellState(userId) });
  return (
    <ClientMessages namespaces={["notifications"]}>
      <HydrationBoundary state={dehydrate(client)}>
        <Bell />
      </HydrationBoundary>
    </ClientMessages>
  );
}
