import type { QualityAnswer, QuestionKeys } from '../../contracts/index.ts';
import { windowOf } from '../filters.ts';
import { provenanceOf } from '../provenance.ts';
import { buildings } from '../queries/buildings.ts';
import { calendar } from '../queries/calendar.ts';
import { campuses } from '../queries/campuses.ts';
import type { CampusRow } from '../queries/campuses.ts';
import { quality as queryQuality } from '../queries/quality.ts';
import { qualityBatches } from '../queries/quality_batches.ts';
import { qualityRejects } from '../queries/quality_rejects.ts';
import { qualityRules } from '../queries/quality_rules.ts';
import { qualityUnmapped } from '../queries/quality_unmapped.ts';
import type { Lease } from '../version.ts';

/** What was loaded, what was refused and what no rule matched. */
export async function quality(lease: Lease, _keys: QuestionKeys<'quality'>): Promise<QualityAnswer> {
  const { run, version } = lease;
  const found = await campuses(run);
  return {
    ...provenanceOf(version, windowOf({}, version)),
    data_through: latest(found)?.data_through ?? null,
    published_at: version.publication.published_at,
    dictionary_version: version.publication.dictionary_version,
    ...(await queryQuality(run)),
    batches: await qualityBatches(run),
    rejects: await qualityRejects(run),
    unmapped_codes: await qualityUnmapped(run),
    rules: await qualityRules(run),
    campuses: found.map(({ data_through_ms: _, ...campus }) => campus),
    buildings: await buildings(run),
    calendar: await calendar(run),
  };
}

function latest(campuses: CampusRow[]): CampusRow | undefined {
  return campuses.reduce<CampusRow | undefined>(
    (best, campus) =>
      (campus.data_through_ms ?? -Infinity) > (best?.data_through_ms ?? -Infinity) ? campus : best,
    undefined,
  );
}
