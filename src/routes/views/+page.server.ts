import { fail, redirect } from '@sveltejs/kit';
import { REMEMBERED_FOR, START_COOKIE } from '$lib/preferences.ts';
import { published } from '$lib/server/index.ts';
import { deleteView, readViews, saveView, viewsFile } from '$lib/server/views.ts';
import type { Actions, PageServerLoad } from './$types';

/** The saved views, and the address that is about to be saved. */
export const load: PageServerLoad = ({ url, cookies }) => ({
  views: readViews(viewsFile(published().path)),
  saving: url.searchParams.get('save'),
  start: cookies.get(START_COOKIE) ?? null,
});

const textOf = (form: FormData, key: string) => String(form.get(key) ?? '');

export const actions: Actions = {
  save: async ({ request }) => {
    const form = await request.formData();
    const [name, address] = [textOf(form, 'name'), textOf(form, 'address')];
    const wrong = saveView(viewsFile(published().path), { name, address });
    if (wrong) return fail(400, { wrong, name, address });
    redirect(303, '/views');
  },
  rename: async ({ request }) => {
    const form = await request.formData();
    const file = viewsFile(published().path);
    const before = textOf(form, 'before');
    const view = readViews(file).find(({ name }) => name === before);
    if (!view) redirect(303, '/views');
    const wrong = saveView(file, { ...view, name: textOf(form, 'name') }, before);
    if (wrong) return fail(400, { wrong, name: textOf(form, 'name'), address: null });
    redirect(303, '/views');
  },
  delete: async ({ request }) => {
    const form = await request.formData();
    deleteView(viewsFile(published().path), textOf(form, 'name'));
    redirect(303, '/views');
  },
  start: async ({ request, cookies }) => {
    const name = textOf(await request.formData(), 'name');
    if (name)
      cookies.set(START_COOKIE, name, { path: '/', maxAge: REMEMBERED_FOR, sameSite: 'lax', secure: false });
    else cookies.delete(START_COOKIE, { path: '/' });
    redirect(303, '/views');
  },
};
