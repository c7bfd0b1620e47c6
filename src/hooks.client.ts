import { isLocale, overwriteGetLocale } from '$lib/paraglide/runtime.js';

// The server decided the language of this document; the browser must not decide again.
overwriteGetLocale(() => {
  const { lang } = document.documentElement;
  return isLocale(lang) ? lang : 'zh-CN';
});
