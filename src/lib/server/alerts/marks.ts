import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Names } from '../../../../ingest/detect/marks.ts';

const mark = z.looseObject({ incident_id: z.string().nullish(), mark: z.string() });

/** Incidents, by their present ids, whose last state is false or known: nothing more is told of them. Notes and assignments are no states. */
export function silenced(path: string, names: Names): Set<string> {
  const found = new Set<string>();
  for (const line of linesOf(path)) {
    const { data } = mark.safeParse(parsed(line));
    if (!data?.incident_id) continue;
    const id = names.now(data.incident_id);
    if (data.mark === 'false' || data.mark === 'known') found.add(id);
    if (data.mark === 'cleared' || data.mark === 'acknowledged') found.delete(id);
  }
  return found;
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** A line that was torn by a kill is no mark. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
