import { error, fail, redirect } from '@sveltejs/kit';
import { shown as taken, type IncidentAnswer, type IncidentRow } from '$lib/contracts/index.ts';
import { NAME_COOKIE } from '$lib/preferences.ts';
import { appendMark, ask, markFrom, QuestionError } from '$lib/server/index.ts';
import { rememberName } from '../name.server.ts';
import type { Actions, PageServerLoad } from './$types';

type Found = IncidentAnswer & { incident: IncidentRow };

const isFound = (answer: IncidentAnswer): answer is Found => answer.incident !== null;

async function incidentOf(incident_id: string, signal?: AbortSignal): Promise<Found> {
  try {
    const answer = await ask('incident', { incident_id }, signal);
    if (!isFound(answer)) error(404, { message: 'no such incident' });
    return answer;
  } catch (cause) {
    if (cause instanceof QuestionError) error(cause.status, { message: cause.message, field: cause.field });
    throw cause;
  }
}

/**
 * What `explain` is asked for the time, the category and the scope of an incident: each dimension by itself, since the incident
 * names its drivers.
 */
function partsKeys({ category, scope, started_at, ended_at, last_seen_at }: IncidentRow) {
  const { campus_id, building_id } = scope;
  const place = building_id && campus_id ? { ...scope, building_id: `${campus_id}/${building_id}` } : scope;
  return {
    ...Object.fromEntries(Object.entries(place).map(([key, value]) => [key, [value]])),
    category: [category],
    from_time: started_at,
    to_time: ended_at ?? last_seen_at,
    depth: 1,
  };
}

/** One incident with all that it rests on. */
export const load: PageServerLoad = async ({ params, cookies, parent, request: { signal } }) => {
  const { facts } = await parent();
  if (!facts) return { answer: null, parts: null, name: '' };
  const { incident_id } = params;
  const answer = await incidentOf(incident_id, signal);
  const now = answer.incident.incident_id;
  if (now !== incident_id) redirect(307, `/incidents/${encodeURIComponent(now)}`);
  const isRecurrent = answer.incident.recurrence !== 'none';
  return {
    answer,
    // What recurs is a matter of its days, and not of a part of its scope.
    parts: isRecurrent ? null : await ask('explain', partsKeys(answer.incident), signal),
    name: cookies.get(NAME_COOKIE) ?? '',
    exports: [taken('incident', { incident_id }), taken('incidents', { incident_id })],
  };
};

/** Writes a mark, and goes back to the page, so that a reload writes nothing again. */
export const actions: Actions = {
  default: async ({ params, request, cookies, url }) => {
    const { incident } = await incidentOf(params.incident_id);
    const made = markFrom(await request.formData(), incident, new Date());
    if ('field' in made) return fail(400, { field: made.field });
    appendMark(made);
    rememberName(cookies, url, made.by);
    redirect(303, `${url.pathname}#marks`);
  },
};
