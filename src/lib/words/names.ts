import type { Dimension, Grain } from '../contracts/index.ts';
import { hourName } from '../format/date.ts';
import type { Language } from '../format/number.ts';
import { m } from '../paraglide/messages.js';

/** The names that the log gave to its places, by id; a building's id is `campus_id/building_id`. */
export type Places = { campuses: Record<string, string>; buildings: Record<string, string> };

/** The places of the one campus that a page is narrowed to: there, a building needs no campus beside its name. */
export function placesWithin(places: Places, campuses: string[] | undefined): Places {
  if (campuses?.length !== 1) return places;
  const [campus] = campuses as [string];
  const buildings = Object.entries(places.buildings).filter(([key]) => key.startsWith(`${campus}/`));
  return {
    campuses: { [campus]: places.campuses[campus] ?? campus },
    buildings: Object.fromEntries(buildings),
  };
}

/** A building's key with its campus, which answers about a single campus leave out. */
export function wholeBuildingKey(key: string, campuses: string[] | undefined): string {
  return key.includes('/') || campuses?.length !== 1 ? key : `${campuses[0]}/${key}`;
}

type Word = (inputs: Record<string, never>, options: { locale: Language }) => string;

const WORDS: Partial<Record<Dimension, Record<string, Word>>> = {
  category: {
    network: m.category_network,
    balance: m.category_balance,
    timeout: m.category_timeout,
    unpaid: m.category_unpaid,
    risk_or_limit: m.category_risk_or_limit,
    authentication: m.category_authentication,
    account_state: m.category_account_state,
    merchant_config: m.category_merchant_config,
    channel_error: m.category_channel_error,
    duplicate: m.category_duplicate,
    unknown: m.category_unknown,
  },
  channel: {
    wechat_pay: m.channel_wechat_pay,
    alipay: m.channel_alipay,
    unionpay: m.channel_unionpay,
    campus_card: m.channel_campus_card,
    ecny: m.channel_ecny,
  },
  method: {
    wallet_balance: m.method_wallet_balance,
    debit_card: m.method_debit_card,
    credit_card: m.method_credit_card,
    campus_card: m.method_campus_card,
    credit: m.method_credit,
  },
  network_type: {
    wifi: m.network_type_wifi,
    '5g': m.network_type_5g,
    '4g': m.network_type_4g,
    '3g': m.network_type_3g,
  },
  platform: {
    ios: m.platform_ios,
    android: m.platform_android,
    mini_program: m.platform_mini_program,
    h5: m.platform_h5,
    web: m.platform_web,
  },
  bank: {
    ICBC: m.bank_ICBC,
    CCB: m.bank_CCB,
    ABC: m.bank_ABC,
    BOC: m.bank_BOC,
    CMB: m.bank_CMB,
    COMM: m.bank_COMM,
    PSBC: m.bank_PSBC,
    CEB: m.bank_CEB,
    CITIC: m.bank_CITIC,
    SPDB: m.bank_SPDB,
    CMBC: m.bank_CMBC,
    CIB: m.bank_CIB,
    PAB: m.bank_PAB,
  },
};

/** What a value of a dimension is called; a value that nobody named keeps its code. */
export function nameOf(
  dimension: Dimension,
  key: string | number,
  places: Places,
  language: Language,
): string {
  if (dimension === 'building_id') return buildingName(String(key), places, language);
  if (dimension === 'hour') return hourName(Number(key));
  if (dimension === 'campus_id' && places.campuses[key]) return places.campuses[key];
  const words = WORDS[dimension] ?? {};
  const word = Object.hasOwn(words, key) ? words[key] : undefined;
  if (word) return word({}, { locale: language });
  return key === 'unknown' ? m.value_unknown({}, { locale: language }) : String(key);
}

/** A building's name, with its campus where the key names one and there are several. */
function buildingName(key: string, places: Places, language: Language): string {
  const locale = { locale: language };
  const cut = key.indexOf('/');
  const building = cut < 0 ? key : key.slice(cut + 1);
  const campusId = cut < 0 ? undefined : key.slice(0, cut);
  const known =
    places.buildings[key] ??
    (campusId === undefined ? onlyBuilding(building, places) : undefined) ??
    building;
  const campus =
    campusId !== undefined && Object.keys(places.campuses).length > 1
      ? (places.campuses[campusId] ?? campusId)
      : undefined;
  if (building === 'unknown')
    return campus ? m.place_unknown({ campus }, locale) : m.value_unknown({}, locale);
  return campus ? m.place_pair({ campus, building: known }, locale) : known;
}

/** The name of a building that is asked for without its campus, if there is only one with this id. */
function onlyBuilding(building: string, places: Places): string | undefined {
  const names = Object.keys(places.buildings).filter((key) => key.endsWith(`/${building}`));
  return names.length === 1 ? places.buildings[names[0]!] : undefined;
}

const DIMENSION_WORDS: Partial<Record<Dimension, Word>> = {
  campus_id: m.dimension_campus_id,
  building_id: m.dimension_building_id,
  channel: m.dimension_channel,
  bank: m.dimension_bank,
  category: m.dimension_category,
  method: m.dimension_method,
  network_type: m.dimension_network_type,
  platform: m.dimension_platform,
  hour: m.dimension_hour,
};

const GRAIN_WORDS: Record<Grain, Word> = {
  hour: m.trend_hour,
  day: m.trend_day,
  week: m.trend_week,
  month: m.trend_month,
};

/** What a length of buckets is called. */
export const grainName = (grain: Grain, language: Language) => GRAIN_WORDS[grain]({}, { locale: language });

/** What a dimension is called. */
export function dimensionName(dimension: Dimension, language: Language): string {
  return DIMENSION_WORDS[dimension]?.({}, { locale: language }) ?? dimension;
}
