export interface Airport {
  readonly code: string;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly cityKo: string;
  readonly cityEn: string;
  /** The city for searches: its IATA metropolitan area, or the airport's own code where it has none. */
  readonly cityCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  /** IANA time zone. */
  readonly zone: string;
}

type Row = [
  code: string,
  cityKo: string,
  cityEn: string,
  nameKo: string,
  nameEn: string,
  latitude: number,
  longitude: number,
];

/** Cities whose IATA code is not that of the airport (IATA Resolution 763, metropolitan areas). */
const cityCodes: Readonly<Record<string, string>> = {
  ICN: "SEL",
  GMP: "SEL",
  NRT: "TYO",
  HND: "TYO",
  KIX: "OSA",
  CTS: "SPK",
  PEK: "BJS",
  PVG: "SHA",
  TSA: "TPE",
  CGK: "JKT",
  LHR: "LON",
  CDG: "PAR",
  FCO: "ROM",
  JFK: "NYC",
};

/** Airports of one country and zone. */
const group = (country: string, zone: string, rows: readonly Row[]): Airport[] =>
  rows.map(([code, cityKo, cityEn, nameKo, nameEn, latitude, longitude]) => ({
    code,
    nameKo,
    nameEn,
    cityKo,
    cityEn,
    cityCode: cityCodes[code] ?? code,
    country,
    latitude,
    longitude,
    zone,
  }));

const korea = group("KR", "Asia/Seoul", [
  ["ICN", "서울", "Seoul", "인천국제공항", "Incheon International Airport", 37.4691, 126.4505],
  ["GMP", "서울", "Seoul", "김포국제공항", "Gimpo International Airport", 37.5583, 126.7906],
  ["CJU", "제주", "Jeju", "제주국제공항", "Jeju International Airport", 33.5113, 126.493],
  ["PUS", "부산", "Busan", "김해국제공항", "Gimhae International Airport", 35.1795, 128.9382],
  ["TAE", "대구", "Daegu", "대구국제공항", "Daegu International Airport", 35.8941, 128.6589],
  ["KWJ", "광주", "Gwangju", "광주공항", "Gwangju Airport", 35.1264, 126.8089],
  ["CJJ", "청주", "Cheongju", "청주국제공항", "Cheongju International Airport", 36.7166, 127.4987],
  ["RSU", "여수", "Yeosu", "여수공항", "Yeosu Airport", 34.8423, 127.6169],
  ["USN", "울산", "Ulsan", "울산공항", "Ulsan Airport", 35.5935, 129.3517],
  ["HIN", "진주", "Jinju", "사천공항", "Sacheon Airport", 35.0886, 128.0702],
  ["KPO", "포항", "Pohang", "포항경주공항", "Pohang Gyeongju Airport", 35.9879, 129.4205],
  ["YNY", "양양", "Yangyang", "양양국제공항", "Yangyang International Airport", 38.0613, 128.6692],
  ["WJU", "원주", "Wonju", "원주공항", "Wonju Airport", 37.4412, 127.9604],
  ["KUV", "군산", "Gunsan", "군산공항", "Gunsan Airport", 35.9038, 126.6158],
  ["MWX", "무안", "Muan", "무안국제공항", "Muan International Airport", 34.9914, 126.3828],
]);

const japan = group("JP", "Asia/Tokyo", [
  ["NRT", "도쿄", "Tokyo", "나리타국제공항", "Narita International Airport", 35.7647, 140.3864],
  ["HND", "도쿄", "Tokyo", "하네다공항", "Haneda Airport", 35.5523, 139.7798],
  ["KIX", "오사카", "Osaka", "간사이국제공항", "Kansai International Airport", 34.4347, 135.244],
  ["NGO", "나고야", "Nagoya", "주부국제공항", "Chubu Centrair International Airport", 34.8584, 136.8054],
  ["FUK", "후쿠오카", "Fukuoka", "후쿠오카공항", "Fukuoka Airport", 33.5859, 130.4507],
  ["CTS", "삿포로", "Sapporo", "신치토세공항", "New Chitose Airport", 42.7752, 141.6923],
  ["OKA", "오키나와", "Okinawa", "나하공항", "Naha Airport", 26.1958, 127.646],
  ["HIJ", "히로시마", "Hiroshima", "히로시마공항", "Hiroshima Airport", 34.4361, 132.9194],
  ["KMJ", "구마모토", "Kumamoto", "구마모토공항", "Kumamoto Airport", 32.8373, 130.8551],
  ["SDJ", "센다이", "Sendai", "센다이공항", "Sendai Airport", 38.1397, 140.917],
]);

const greaterChina = [
  ...group("CN", "Asia/Shanghai", [
    [
      "PEK",
      "베이징",
      "Beijing",
      "베이징서우두국제공항",
      "Beijing Capital International Airport",
      40.0801,
      116.5846,
    ],
    [
      "PVG",
      "상하이",
      "Shanghai",
      "상하이푸둥국제공항",
      "Shanghai Pudong International Airport",
      31.1434,
      121.8052,
    ],
    [
      "SHA",
      "상하이",
      "Shanghai",
      "상하이훙차오국제공항",
      "Shanghai Hongqiao International Airport",
      31.1979,
      121.3363,
    ],
    [
      "CAN",
      "광저우",
      "Guangzhou",
      "광저우바이윈국제공항",
      "Guangzhou Baiyun International Airport",
      23.3924,
      113.2988,
    ],
    [
      "SZX",
      "선전",
      "Shenzhen",
      "선전바오안국제공항",
      "Shenzhen Bao'an International Airport",
      22.6393,
      113.8107,
    ],
    [
      "TAO",
      "칭다오",
      "Qingdao",
      "칭다오자오둥국제공항",
      "Qingdao Jiaodong International Airport",
      36.3616,
      120.0884,
    ],
    [
      "YNJ",
      "옌지",
      "Yanji",
      "옌지차오양촨국제공항",
      "Yanji Chaoyangchuan International Airport",
      42.8828,
      129.4513,
    ],
  ]),
  ...group("HK", "Asia/Hong_Kong", [
    ["HKG", "홍콩", "Hong Kong", "홍콩국제공항", "Hong Kong International Airport", 22.308, 113.9185],
  ]),
  ...group("MO", "Asia/Macau", [
    ["MFM", "마카오", "Macau", "마카오국제공항", "Macau International Airport", 22.1496, 113.5916],
  ]),
  ...group("TW", "Asia/Taipei", [
    [
      "TPE",
      "타이베이",
      "Taipei",
      "타오위안국제공항",
      "Taiwan Taoyuan International Airport",
      25.0777,
      121.2328,
    ],
    ["TSA", "타이베이", "Taipei", "쑹산공항", "Taipei Songshan Airport", 25.0694, 121.5517],
    ["KHH", "가오슝", "Kaohsiung", "가오슝국제공항", "Kaohsiung International Airport", 22.5771, 120.35],
  ]),
];

const asia = [
  ...group("MN", "Asia/Ulaanbaatar", [
    [
      "UBN",
      "울란바토르",
      "Ulaanbaatar",
      "칭기즈칸국제공항",
      "Chinggis Khaan International Airport",
      47.6469,
      106.8198,
    ],
  ]),
  ...group("TH", "Asia/Bangkok", [
    ["BKK", "방콕", "Bangkok", "수완나품국제공항", "Suvarnabhumi Airport", 13.6811, 100.7473],
    [
      "CNX",
      "치앙마이",
      "Chiang Mai",
      "치앙마이국제공항",
      "Chiang Mai International Airport",
      18.7668,
      98.9626,
    ],
    ["HKT", "푸껫", "Phuket", "푸껫국제공항", "Phuket International Airport", 8.1132, 98.3169],
  ]),
  ...group("VN", "Asia/Ho_Chi_Minh", [
    [
      "SGN",
      "호찌민",
      "Ho Chi Minh City",
      "떤선녓국제공항",
      "Tan Son Nhat International Airport",
      10.8188,
      106.652,
    ],
    ["DAD", "다낭", "Da Nang", "다낭국제공항", "Da Nang International Airport", 16.0439, 108.1994],
    ["CXR", "나트랑", "Nha Trang", "깜라인국제공항", "Cam Ranh International Airport", 11.9982, 109.2194],
    ["PQC", "푸꾸옥", "Phu Quoc", "푸꾸옥국제공항", "Phu Quoc International Airport", 10.1698, 103.9931],
  ]),
  ...group("VN", "Asia/Bangkok", [
    ["HAN", "하노이", "Hanoi", "노이바이국제공항", "Noi Bai International Airport", 21.2212, 105.8072],
  ]),
  ...group("PH", "Asia/Manila", [
    [
      "MNL",
      "마닐라",
      "Manila",
      "니노이아키노국제공항",
      "Ninoy Aquino International Airport",
      14.5086,
      121.0194,
    ],
    ["CEB", "세부", "Cebu", "막탄세부국제공항", "Mactan-Cebu International Airport", 10.3075, 123.9794],
  ]),
  ...group("SG", "Asia/Singapore", [
    ["SIN", "싱가포르", "Singapore", "창이국제공항", "Changi Airport", 1.3502, 103.9944],
  ]),
  ...group("MY", "Asia/Kuala_Lumpur", [
    [
      "KUL",
      "쿠알라룸푸르",
      "Kuala Lumpur",
      "쿠알라룸푸르국제공항",
      "Kuala Lumpur International Airport",
      2.7456,
      101.7099,
    ],
  ]),
  ...group("MY", "Asia/Kuching", [
    [
      "BKI",
      "코타키나발루",
      "Kota Kinabalu",
      "코타키나발루국제공항",
      "Kota Kinabalu International Airport",
      5.9372,
      116.0512,
    ],
  ]),
  ...group("ID", "Asia/Jakarta", [
    [
      "CGK",
      "자카르타",
      "Jakarta",
      "수카르노하타국제공항",
      "Soekarno-Hatta International Airport",
      -6.1256,
      106.6559,
    ],
  ]),
  ...group("ID", "Asia/Makassar", [
    [
      "DPS",
      "발리",
      "Bali",
      "응우라라이국제공항",
      "I Gusti Ngurah Rai International Airport",
      -8.7482,
      115.1672,
    ],
  ]),
  ...group("IN", "Asia/Kolkata", [
    ["DEL", "델리", "Delhi", "인디라간디국제공항", "Indira Gandhi International Airport", 28.5665, 77.1031],
  ]),
  ...group("NP", "Asia/Kathmandu", [
    ["KTM", "카트만두", "Kathmandu", "트리부반국제공항", "Tribhuvan International Airport", 27.6966, 85.3591],
  ]),
  ...group("AE", "Asia/Dubai", [
    ["DXB", "두바이", "Dubai", "두바이국제공항", "Dubai International Airport", 25.2528, 55.3644],
  ]),
];

const europe = [
  ...group("GB", "Europe/London", [
    ["LHR", "런던", "London", "히스로공항", "Heathrow Airport", 51.4706, -0.4619],
  ]),
  ...group("FR", "Europe/Paris", [
    ["CDG", "파리", "Paris", "샤를드골공항", "Charles de Gaulle Airport", 49.0128, 2.55],
  ]),
  ...group("DE", "Europe/Berlin", [
    ["FRA", "프랑크푸르트", "Frankfurt", "프랑크푸르트공항", "Frankfurt Airport", 50.0333, 8.5706],
  ]),
  ...group("IT", "Europe/Rome", [
    ["FCO", "로마", "Rome", "피우미치노공항", "Fiumicino Airport", 41.8003, 12.2389],
  ]),
  ...group("ES", "Europe/Madrid", [
    ["BCN", "바르셀로나", "Barcelona", "엘프라트공항", "Barcelona-El Prat Airport", 41.2971, 2.0785],
  ]),
  ...group("TR", "Europe/Istanbul", [
    ["IST", "이스탄불", "Istanbul", "이스탄불공항", "Istanbul Airport", 41.2753, 28.7519],
  ]),
];

const americasAndPacific = [
  ...group("US", "America/Los_Angeles", [
    [
      "LAX",
      "로스앤젤레스",
      "Los Angeles",
      "로스앤젤레스국제공항",
      "Los Angeles International Airport",
      33.9425,
      -118.4081,
    ],
    [
      "SFO",
      "샌프란시스코",
      "San Francisco",
      "샌프란시스코국제공항",
      "San Francisco International Airport",
      37.619,
      -122.3748,
    ],
    [
      "SEA",
      "시애틀",
      "Seattle",
      "시애틀터코마국제공항",
      "Seattle-Tacoma International Airport",
      47.449,
      -122.3093,
    ],
  ]),
  ...group("US", "America/New_York", [
    [
      "JFK",
      "뉴욕",
      "New York",
      "존F.케네디국제공항",
      "John F. Kennedy International Airport",
      40.6398,
      -73.7789,
    ],
  ]),
  ...group("US", "Pacific/Honolulu", [
    [
      "HNL",
      "호놀룰루",
      "Honolulu",
      "호놀룰루국제공항",
      "Daniel K. Inouye International Airport",
      21.3187,
      -157.9225,
    ],
  ]),
  ...group("CA", "America/Vancouver", [
    ["YVR", "밴쿠버", "Vancouver", "밴쿠버국제공항", "Vancouver International Airport", 49.1939, -123.1844],
  ]),
  ...group("GU", "Pacific/Guam", [
    ["GUM", "괌", "Guam", "괌국제공항", "Antonio B. Won Pat International Airport", 13.4834, 144.7959],
  ]),
  ...group("MP", "Pacific/Saipan", [
    ["SPN", "사이판", "Saipan", "사이판국제공항", "Saipan International Airport", 15.119, 145.7294],
  ]),
  ...group("AU", "Australia/Sydney", [
    ["SYD", "시드니", "Sydney", "시드니국제공항", "Sydney Kingsford Smith Airport", -33.9461, 151.1772],
  ]),
  ...group("NZ", "Pacific/Auckland", [
    ["AKL", "오클랜드", "Auckland", "오클랜드공항", "Auckland Airport", -37.0082, 174.785],
  ]),
];

/** Airports MSA Air knows: codes by IATA, positions to about 100 m, zones by the IANA database. */
export const airports: readonly Airport[] = [
  ...korea,
  ...japan,
  ...greaterChina,
  ...asia,
  ...europe,
  ...americasAndPacific,
];

const byCode = new Map(airports.map((airport) => [airport.code, airport]));

/** The airport of a code. Throws when the table has none: the seed data contradict themselves. */
export function airportOf(code: string): Airport {
  const airport = byCode.get(code);
  if (!airport) throw new Error(`Airport ${code} is not in the table`);
  return airport;
}
