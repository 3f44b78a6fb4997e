const brands = ["SAVER", "STANDARD", "FLEX", "BUSINESS"] as const;
const cabins = ["ECONOMY", "BUSINESS"] as const;

type T<Known extends string> = (key: Known) => string;

/** A fare brand's name (`t` of `admin.brands`); one that is new here keeps its code. */
export const brandName = (t: T<(typeof brands)[number]>, code: string): string => {
  const known = brands.find((brand) => brand === code);
  return known ? t(known) : code;
};

/** A cabin's name (`t` of `admin.cabins`); one that is new here keeps its code. */
export const cabinName = (t: T<(typeof cabins)[number]>, code: string): string => {
  const known = cabins.find((cabin) => cabin === code);
  return known ? t(known) : code;
};
