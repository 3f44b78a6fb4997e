import { CookingPot, DoorClosed, type LucideIcon, Toilet } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FixtureKind } from "@/server/shared/cabin-layout";
import type { SeatMapView } from "./types";

const icons: Record<FixtureKind, LucideIcon> = { door: DoorClosed, galley: CookingPot, lavatory: Toilet };

/** What lies across the cabin before a row, or behind the last one: doors at both walls, and the rest between them. */
export function Fixtures({ map, beforeRow }: { map: SeatMapView; beforeRow: number | null }) {
  const t = useTranslations("booking.cabin");
  const kinds = map.fixtures?.find((each) => each.beforeRow === beforeRow)?.kinds ?? [];
  if (kinds.length === 0) return null;
  const hasDoor = kinds.includes("door");
  return (
    <tr>
      <td colSpan={map.columns.length + 1}>
        <span className="cabin-fixtures">
          {hasDoor && <Fixture kind="door" name={t("door")} />}
          <span>
            {kinds.map((kind) => kind !== "door" && <Fixture key={kind} kind={kind} name={t(kind)} />)}
          </span>
          {hasDoor && <Fixture kind="door" />}
        </span>
      </td>
    </tr>
  );
}

/** The sign of a fixture with its name. Without one the sign repeats another. */
function Fixture({ kind, name }: { kind: FixtureKind; name?: string }) {
  const Icon = icons[kind];
  return (
    <span>
      <Icon aria-hidden />
      {name && <span className={kind === "door" ? "sr-only" : undefined}>{name}</span>}
    </span>
  );
}
