import { knownKey } from "@/components/ui/known-key";
import { type Cabin, cabins, type FareBrand, fareBrands } from "@/server/shared/fare-terms";

type T<Known extends string> = (key: Known) => string;

/** A fare brand's name (`t` of `admin.brands`); one that is new here keeps its code. */
export const brandName = (t: T<FareBrand>, code: string): string => {
  const known = knownKey(fareBrands, code, null);
  return known ? t(known) : code;
};

/** A cabin's name (`t` of `admin.cabins`); one that is new here keeps its code. */
export const cabinName = (t: T<Cabin>, code: string): string => {
  const known = knownKey(cabins, code, null);
  return known ? t(known) : code;
};
