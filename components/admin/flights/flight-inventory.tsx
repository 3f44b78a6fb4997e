import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import { Table, Td, Th } from "@/components/ui/table";
import { type Load, LoadBar } from "./load-bar";
import { brandName, cabinName } from "./names";

type Fare = { brand: string; cabin: string; amount: number; unitLimit: number };

/** Seats by cabin, and under them the brands that share them. */
export function FlightInventory({
  loads,
  fares,
  manifest,
}: {
  loads: readonly Load[];
  fares: readonly Fare[];
  manifest: readonly { brand: string; type: string }[];
}) {
  const t = useTranslations("admin.inventory");
  const brands = useTranslations("admin.brands");
  const cabins = useTranslations("admin.cabins");
  const soldAt = (brand: string) =>
    manifest.filter((passenger) => passenger.brand === brand && passenger.type !== "INFANT").length;
  return (
    <Card as="section" title={t("title")}>
      <div className="grid grid-cols-1 gap-4">
        {loads.length === 0 && <p className="text-ink-muted">{t("none")}</p>}
        <div className="grid gap-4 sm:grid-cols-2">
          {loads.map((load) => (
            <LoadBar key={load.cabin} load={load} label={cabinName(cabins, load.cabin)} />
          ))}
        </div>
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
              <Td numeric>{soldAt(fare.brand)}</Td>
              <Td numeric>{fare.unitLimit}</Td>
            </tr>
          ))}
        </Table>
        <p className="text-sm text-ink-muted">{t("nested")}</p>
      </div>
    </Card>
  );
}
