import { describe, expect, it } from 'vitest';
import { alertSentence, alertWords } from '../../src/lib/words/alert.ts';
import { incidentOf, NOON } from '../alerts/samples.ts';

const context = (language: 'zh-CN' | 'en') => ({
  ...{ language, timezone: 'Asia/Shanghai', base: 'https://pay.example/', sample: false },
  places: { campuses: { c1: '东区', c2: '西区' }, buildings: { 'c1/b1': '三教' } },
});

describe('an alert', () => {
  it('says in Chinese what it is, how bad, what it cost, who acts, and where to look', () => {
    expect(alertWords.incident(incidentOf(), 'opened', context('zh-CN'))).toEqual({
      title: '新异常：东区三教网络波动（黄色）',
      lines: [
        '东区三教 2026-11-24 11:00 起网络波动 64 笔，平常 5 笔，仍在继续。',
        '多出 59 笔，流失订单 12 单，失败金额 ¥813。',
        '判断：地点。处理：网络中心。',
      ],
      link: 'https://pay.example/incidents/i1',
      link_text: '在支付气象台查看',
    });
  });

  it('says the same in English', () => {
    const closed = incidentOf({
      status: 'closed',
      ended_at: NOON,
      channel: 'alipay',
      bank: 'ICBC',
      expected: null,
    });
    const { title, lines } = alertWords.incident(closed, 'ended', context('en'));
    expect(title).toBe('Incident over: 三教, 东区 · Alipay · ICBC, network (Moderate)');
    expect(lines[0]).toBe(
      '三教, 东区 · Alipay · ICBC, 2026-11-24 11:00 to 2026-11-24 12:00: 64 failures (network), usually not known.',
    );
    expect(lines[2]).toBe('Verdict: Place. To act: The network centre.');
  });

  it('announces what recurs, with its next date', () => {
    const monthEnd = incidentOf({
      ...{ category: 'balance', campus_id: null, building_id: null, verdict: 'allowance' },
      ...{ recurrence: 'recurring', next_expected: '2026-12-25' },
    });
    const { title, lines } = alertWords.incident(monthEnd, 'announced', {
      ...context('zh-CN'),
      sample: true,
    });
    expect(title).toBe('周期提醒：所有校区余额不足（黄色）（模拟数据）');
    expect(lines.at(-1)).toContain('下次预计 12月25日 周五');
  });

  it('sums up the rest, and counts what is too much', () => {
    const many = Array.from({ length: 23 }, (_, index) => incidentOf({ incident_id: `i${index}` }));
    const { title, lines, link } = alertWords.digest(many, context('zh-CN'));
    expect(title).toBe('每日汇总：23 起异常');
    expect(lines).toHaveLength(21);
    expect(lines[0]).toBe(`[黄色] ${alertSentence(incidentOf(), context('zh-CN'))}`);
    expect(lines.at(-1)).toBe('另有 3 起。');
    expect(link).toBe('https://pay.example/incidents');
  });

  it('holds nothing personal, even where an incident carries it', () => {
    const spiked = {
      ...incidentOf(),
      payer_id: 'payer-4711',
      order_id: 'order-0815',
      evidence: { payer: 'payer-4711' },
    };
    for (const language of ['zh-CN', 'en'] as const) {
      const said = [
        ...(['opened', 'worsened', 'ended', 'announced'] as const).map((event) =>
          alertWords.incident(spiked, event, context(language)),
        ),
        alertWords.digest([spiked], context(language)),
      ];
      expect(JSON.stringify(said)).not.toMatch(/payer-4711|order-0815/);
    }
  });
});
