import type { BuildingKind } from './types.ts';

/** The tables of names and places. */

export interface CampusSeat {
  campus_id: string;
  name: string;
  /** Relative demand. */
  size: number;
  latitude: number;
  longitude: number;
  timezone: string;
  /** Fixed offset of that zone from UTC, in minutes. */
  offset: number;
}

const SHANGHAI = { timezone: 'Asia/Shanghai', offset: 480 };
const URUMQI = { timezone: 'Asia/Urumqi', offset: 360 };

const CAMPUSES: readonly CampusSeat[] = [
  { campus_id: 'east', name: '东区', size: 1, latitude: 30.5312, longitude: 114.3587, ...SHANGHAI },
  { campus_id: 'west', name: '西区', size: 0.62, latitude: 30.5179, longitude: 114.3306, ...SHANGHAI },
  { campus_id: 'south', name: '南校区', size: 0.38, latitude: 30.4635, longitude: 114.4162, ...SHANGHAI },
  { campus_id: 'tianshan', name: '天山校区', size: 0.3, latitude: 43.8171, longitude: 87.5842, ...URUMQI },
  { campus_id: 'north', name: '北校区', size: 0.5, latitude: 30.6108, longitude: 114.3021, ...SHANGHAI },
  { campus_id: 'medical', name: '医学院', size: 0.25, latitude: 30.5541, longitude: 114.3419, ...SHANGHAI },
  { campus_id: 'lakeside', name: '滨湖校区', size: 0.4, latitude: 30.4902, longitude: 114.3955, ...SHANGHAI },
];

/** The seat of the n-th campus (from 0); beyond the named ones they are numbered and stand in Asia/Shanghai. */
export function campusSeat(index: number): CampusSeat {
  const seat = CAMPUSES[index % CAMPUSES.length]!;
  if (index < CAMPUSES.length) return seat;
  const latitude = seat.latitude + 0.1 * Math.floor(index / CAMPUSES.length);
  return {
    ...seat,
    ...SHANGHAI,
    campus_id: `campus${index + 1}`,
    name: `第 ${index + 1} 校区`,
    latitude,
  };
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const LIBRARIES = ['图书馆', '图书分馆'];
const GYMS = ['体育馆', '游泳馆'];
const OFFICES = ['行政楼', '学生事务中心', '校医院'];
const OTHERS = ['校门取餐点', '快递驿站', '创业园'];

/** First letter of the ids, and the name of the n-th building (from 1), by kind. KIND_COUNT stays within the lists. */
export const BUILDING_NAMES: Record<BuildingKind, readonly [letter: string, name: (n: number) => string]> = {
  teaching: ['t', (n) => `${NUMERALS[n - 1]}教`],
  dormitory: ['d', (n) => `${n} 号宿舍楼`],
  canteen: ['c', (n) => `${NUMERALS[n - 1]}食堂`],
  library: ['l', (n) => LIBRARIES[n - 1]!],
  gym: ['g', (n) => GYMS[n - 1]!],
  office: ['o', (n) => OFFICES[n - 1]!],
  other: ['x', (n) => OTHERS[n - 1]!],
};
