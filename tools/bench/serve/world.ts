import { constants, cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { locate, type Locations } from '../../../ingest/paths.ts';
import { CATEGORIES } from '../../../src/lib/contracts/index.ts';
import { askServer } from '../../product.ts';
import { WINDOWS } from '../windows.ts';
import type { Interest } from './session.ts';

/** A copy of a prepared database, to load into; where the file system can, it takes no room of its own. */
export function copyOf(locations: Locations, folder: string): Locations {
  rmSync(folder, { recursive: true, force: true });
  cpSync(dirname(locations.published), folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return locate(join(folder, 'payweather.duckdb'));
}

/** What so many readers are after, out of what a server has. */
export async function interestsOf(
  origin: string,
  readers: number,
  random: () => number,
): Promise<Interest[]> {
  const { campuses, buildings } = await askServer(origin, 'quality');
  const { items: channels } = await askServer(origin, 'ranking', { by: 'channel' });
  const { incidents } = await askServer(origin, 'incidents');
  const one = <Thing>(things: readonly Thing[]): Thing => things[Math.floor(random() * things.length)]!;
  return Array.from({ length: readers }, () => {
    const campus = one(campuses).campus_id;
    const { building_id } = one(buildings.filter((building) => building.campus_id === campus));
    const window = Object.fromEntries(new URLSearchParams(one(WINDOWS.slice(0, 12))));
    return {
      from: window['from']!,
      to: window['to']!,
      campus,
      building: `${campus}/${building_id}`,
      category: one(CATEGORIES),
      channel: String(one(channels).key),
      incident: one(incidents).incident_id,
    };
  });
}
