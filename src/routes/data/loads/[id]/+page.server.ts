import { error, fail, redirect } from '@sveltejs/kit';
import { QuestionError } from '$lib/server/index.ts';
import { AS_PROPOSED, loads, mended, tableOf } from '$lib/server/loads/index.ts';
import type { Actions, PageServerLoad } from './$types';

function found(id: string) {
  const load = loads().find(id);
  if (!load) error(404);
  return load;
}

/** How a file is on its way, and how it would be read. */
export const load: PageServerLoad = ({ params, url, depends }) => {
  depends('app:load');
  const { path: _, seen: __, ...shown } = found(params.id);
  const at = Number(url.searchParams.get('member') ?? 0);
  return {
    load: shown,
    member: shown.looked?.[at] ? at : 0,
    table: tableOf(shown.table),
    as_proposed: AS_PROPOSED,
  };
};

/** Takes what was mended, and whether the mapping is now another one. */
async function take(request: Request, id: string) {
  const load = found(id);
  const form = await request.formData();
  const looked = load.looked ?? [];
  const at = Number(form.get('member') ?? 0);
  const before = load.mapping ?? looked[at]?.draft ?? { columns: {} };
  const members = looked.flatMap((it) => it.member ?? []);
  const mapping = mended(load.table, form, before, members);
  const timezone = String(form.get('timezone') ?? '').trim() || 'Asia/Shanghai';
  const isOwn =
    !('preamble_until' in before) &&
    isCanonical(before.columns) &&
    JSON.stringify(mapping.columns) === JSON.stringify(before.columns) &&
    mapping['encoding'] === before['encoding'] &&
    mapping['members'] === undefined;
  return { load, at, mapping: isOwn && !load.mapping ? undefined : mapping, timezone };
}

/** Whether every column is read from the one of its own name, as it stands. */
function isCanonical(columns: Record<string, { from?: unknown; values?: Record<string, string> }>): boolean {
  return Object.entries(columns).every(
    ([name, { from, values = {}, ...rest }]) =>
      from === name &&
      Object.keys(rest).length === 0 &&
      Object.entries(values).every(([said, means]) => said === means),
  );
}

/** Does what a form asks and shows the load again; says so where other work is under way. */
function refusable(work: () => void, address: string) {
  try {
    work();
  } catch (cause) {
    if (cause instanceof QuestionError) return fail(cause.status, { refused: cause.code });
    throw cause;
  }
  redirect(303, address);
}

export const actions: Actions = {
  look: async ({ request, params }) => {
    const { load, at, mapping, timezone } = await take(request, params.id);
    const how = mapping ?? load.looked?.[at]?.draft ?? { columns: {} };
    return refusable(() => loads().look(load, how, timezone), `/data/loads/${load.id}?member=${at}`);
  },
  load: async ({ request, params }) => {
    const { load, mapping, timezone } = await take(request, params.id);
    if (load.state === 'ready') Object.assign(load, { mapping, timezone });
    return refusable(() => loads().start(load), `/data/loads/${load.id}`);
  },
  cancel: ({ params }) => {
    loads().cancel(found(params.id));
    redirect(303, `/data/loads/${params.id}`);
  },
};
