import { error, redirect } from '@sveltejs/kit';
import { QuestionError } from '$lib/server/index.ts';
import { AS_PROPOSED, loads, mended, tableOf } from '$lib/server/loads/index.ts';
import type { Actions, PageServerLoad } from './$types';

function found(id: string) {
  const load = loads().find(id);
  if (!load) error(404);
  return load;
}

/** How a file is on its way, and how it would be read. */
export const load: PageServerLoad = ({ params, depends }) => {
  depends('app:load');
  const { path: _, seen: __, ...shown } = found(params.id);
  return { load: shown, table: tableOf(shown.table), as_proposed: AS_PROPOSED };
};

/** Takes what was mended, and whether the mapping is now another one. */
async function take(request: Request, id: string) {
  const load = found(id);
  const form = await request.formData();
  const before = load.mapping ?? load.looked?.draft ?? { columns: {} };
  const mapping = mended(load.table, form, before);
  const timezone = String(form.get('timezone') ?? '').trim() || 'Asia/Shanghai';
  const isOwn =
    !('preamble_until' in before) &&
    isCanonical(before.columns) &&
    JSON.stringify(mapping.columns) === JSON.stringify(before.columns) &&
    mapping['encoding'] === before['encoding'];
  return { load, mapping: isOwn && !load.mapping ? undefined : mapping, timezone };
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

function refusable(work: () => void): void {
  try {
    work();
  } catch (cause) {
    if (cause instanceof QuestionError) error(cause.status, { message: cause.message });
    throw cause;
  }
}

export const actions: Actions = {
  look: async ({ request, params }) => {
    const { load, mapping, timezone } = await take(request, params.id);
    refusable(() => loads().look(load, mapping ?? load.looked?.draft ?? { columns: {} }, timezone));
    redirect(303, `/data/loads/${load.id}`);
  },
  load: async ({ request, params }) => {
    const { load, mapping, timezone } = await take(request, params.id);
    if (load.state === 'ready') Object.assign(load, { mapping, timezone });
    refusable(() => loads().start(load));
    redirect(303, `/data/loads/${load.id}`);
  },
  cancel: ({ params }) => {
    loads().cancel(found(params.id));
    redirect(303, `/data/loads/${params.id}`);
  },
};
