/** How a line begins that sums up or comments on a log; Latin words stand alone, since an id may begin like one. */
const WORDS =
  /^["'#*\s]*(?:合计|总计|小计|总额|共计?|汇总|累计|本页|以上|以下|说明|备注|注[:：]|制表|导出|统计|(?:sub-?|grand )?totals?(?![\w-])|summary(?![\w-]))/i;

/** The word by which a line is one of totals or of footers; undefined for a row of data. */
export function footerWord(text: string): string | undefined {
  return WORDS.exec(text)?.[0];
}
