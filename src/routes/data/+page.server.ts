import { error, fail, redirect, type Cookies } from '@sveltejs/kit';
import { shown as taken } from '$lib/contracts/index.ts';
import { NAME_COOKIE, REMEMBERED_FOR } from '$lib/preferences.ts';
import {
  assignable,
  dictionary,
  dictionaryCoverage,
  readingKeyFrom,
  readingsFrom,
  type DictionaryDesk,
} from '$lib/server/dictionary/index.ts';
import { ask, QuestionError } from '$lib/server/index.ts';
import { loadLimits, mayLoad, TABLE_NAMES } from '$lib/server/loads/index.ts';
import type { Actions, PageServerLoad } from './$types';

async function dictionaryWork(name: string) {
  const desk = dictionary();
  return {
    ...(await dictionaryCoverage()),
    ...desk.readings(),
    change: desk.change,
    categories: assignable(),
    may_change: mayLoad(),
    name,
  };
}

/** What was loaded, until when, what was not understood, and what may be loaded and mended here. */
export const load: PageServerLoad = async ({ parent, cookies, depends, url }) => {
  depends('app:dictionary');
  const { facts } = await parent();
  return {
    quality: facts ? await ask('quality', {}) : null,
    dictionary: facts ? await dictionaryWork(cookies.get(NAME_COOKIE) ?? '') : null,
    exports: facts ? [taken('quality', {})] : [],
    loading: mayLoad()
      ? {
          tables: TABLE_NAMES,
          most: Math.floor(loadLimits().bytes / (1 << 20)),
          refused: url.searchParams.get('refused'),
        }
      : null,
  };
};

/** Begins a change of the readings, and goes back to them, so that a reload changes nothing again. */
function change(work: (desk: DictionaryDesk) => void) {
  if (!mayLoad()) error(403, { message: 'changing the dictionary through the page is turned off' });
  try {
    work(dictionary());
  } catch (cause) {
    if (cause instanceof QuestionError) return fail(cause.status, { refused: cause.code });
    throw cause;
  }
  redirect(303, '/data#dictionary');
}

function nameFrom(form: FormData, cookies: Cookies, url: URL): string {
  const name = String(form.get('by') ?? '').trim();
  if (name !== '') {
    cookies.set(NAME_COOKIE, name, {
      path: '/',
      maxAge: REMEMBERED_FOR,
      sameSite: 'lax',
      secure: url.protocol === 'https:',
    });
  }
  return name;
}

export const actions: Actions = {
  assign: async ({ request, cookies, url }) => {
    const form = await request.formData();
    const readings = readingsFrom(form, nameFrom(form, cookies, url), new Date());
    return change((desk) => readings.length > 0 && desk.put(readings));
  },
  remove: async ({ request }) => {
    const key = readingKeyFrom(await request.formData());
    return change((desk) => desk.remove(key));
  },
  import: async ({ request }) => {
    const form = await request.formData();
    const file = form.get('file');
    if (!(file instanceof File) || file.size === 0) return fail(400, { refused: 'empty' });
    const csv = Buffer.from(await file.arrayBuffer());
    return change((desk) => desk.take(csv, form.has('replace')));
  },
};
