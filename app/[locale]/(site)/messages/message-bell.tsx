import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { bellStateOfRequest } from "@/app/_lib/bell-state";
import { ClientMessages } from "@/components/layout/client-messages";
import { Bell } from "@/components/notification/bell";
import { bellKey } from "@/components/notification/inbox-queries";

/** The live bell with the present number of unread messages. */
export async function MessageBell() {
  const client = new QueryClient();
  await client.prefetchQuery({ queryKey: bellKey, queryFn: () => bellStateOfRequest() });
  return (
    <ClientMessages namespaces={["notifications"]}>
      <HydrationBoundary state={dehydrate(client)}>
        <Bell />
      </HydrationBoundary>
    </ClientMessages>
  );
}
