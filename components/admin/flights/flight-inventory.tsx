import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import { Table, Td, Th } from "@/components/ui/table";
import { type Load, LoadBar } from "./load-bar";
import { brandName, cabinName } from "./names";

type Fare = { brand: string; cabin: string; amount: number; unitLimit: number };

type ManifestEntry = { brand: string; type: string };

/** Seats by cabin, and below them the fares that share these seats. */
export function FlightInventory({
  loads,
  fares,
  manifest,
}: {
  loads: readonly Load[];
  fares: readonly Fare[];
  manifest: readonly ManifestEntry[];
}) {
  const t = useTranslations("admin.inventory");
  const cabins = useTranslations("admin.cabins");
  return (
    <Card as="section" title={t("title")}>
      <div className="grid grid-cols-1 gap-4">
        {loads.length === 0 && <p className="text-ink-muted">{t("none")}</p>}
        <div className="grid gap-4 sm:grid-cols-2">
          {loads.map((load) => (
            <LoadBar key={load.cabin} load={load} label={cabinName(cabins, load.cabin)} />
          ))}
        </div>
        <FareTable fares={fares} manifest={manifest} />
        <p className="text-sm text-ink-muted">{t("nested")}</p>
      </div>
    </Card>
  );
}

function FareTable({ fares, manifest }: { fares: readonly Fare[]; manifest: readonly ManifestEntry[] }) {
  const t = useTranslations("admin.inventory");
  const brands = useTranslations("admin.brands");
  const cabins = useTranslations("admin.cabins");
  // Infants have no seat.
  const seatsSold = (brand: string) =>
    manifest.filter((passenger) => passenger.brand === brand && passenger.type !== "INFANT").length;
  return (
    <Table
      caption={t("byBrand")}
      head={
        <>
          <Th>{t("brand")}</Th>
          <Th>{t("cabin")}</Th>
          <Th numeric>{t("fare")}</Th>
          <Th numeric>{t("sold")}</Th>
          <Th numeric>{t("limit")}</Th>
        </>
      }
    >
      {fares.map((fare) => (
        <tr key={fare.brand}>
          <Td className="font-semibold">{brandName(brands, fare.brand)}</Td>
          <Td>{cabinName(cabins, fare.cabin)}</Td>
          <Td numeric>
            <Money amountKrw={fare.amount} />
          </Td>
          <Td numeric>{seatsSold(fare.brand)}</Td>
          <Td numeric>{fare.unitLimit}</Td>
        </tr>
      ))}
    </Table>
  );
}
