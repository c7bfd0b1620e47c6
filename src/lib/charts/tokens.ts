import type { Category, Severity } from '../contracts/index.ts';

/** The colours that a drawing needs; a canvas cannot read CSS custom properties. */
export interface ChartTokens {
  dark: boolean;
  surface: string;
  line: string;
  text: string;
  muted: string;
  accent: string;
  weekend: string;
  category: Record<Category, string>;
  /** The public weather warnings: blue, yellow, orange, red. */
  severity: Record<Severity, string>;
  /** Seven steps, lightness falling evenly (rising on dark). */
  heat: readonly string[];
  /** Seven steps, blue below zero, neutral in the middle, orange above. */
  diverging: readonly string[];
}

const categoryColours = (
  network: string,
  balance: string,
  timeout: string,
  unpaid: string,
  other: string,
) => ({
  network,
  balance,
  timeout,
  unpaid,
  risk_or_limit: other,
  authentication: other,
  account_state: other,
  merchant_config: other,
  channel_error: other,
  duplicate: other,
  unknown: other,
});

export const LIGHT: ChartTokens = {
  dark: false,
  surface: '#ffffff',
  line: '#dfe3e8',
  text: '#16202b',
  muted: '#566373',
  accent: '#0b62c4',
  weekend: '#f0f3f6',
  category: categoryColours('#0072b2', '#a85600', '#a0417e', '#00755a', '#6b7280'),
  severity: { minor: '#1d6fd1', moderate: '#c79a00', severe: '#d9650b', extreme: '#c4202f' },
  heat: ['#fbebcb', '#eec58c', '#e29d53', '#d17521', '#b75004', '#982d03', '#780105'],
  diverging: ['#0460a5', '#5194d5', '#9fc5ed', '#e5e8ec', '#e6b598', '#c87845', '#914503'],
};

export const DARK: ChartTokens = {
  dark: true,
  surface: '#161b22',
  line: '#2a323c',
  text: '#e6ebf0',
  muted: '#93a1b1',
  accent: '#6fb0ff',
  weekend: '#1f2731',
  category: categoryColours('#56b4e9', '#f0a030', '#e08fc0', '#35c29a', '#9aa4b2'),
  severity: { minor: '#5aa2f5', moderate: '#f2cc3d', severe: '#ff9440', extreme: '#ff6b70' },
  heat: ['#4d2623', '#783727', '#a14e22', '#c56c17', '#e28f21', '#f9b63f', '#ffe299'],
  diverging: ['#9cd1fe', '#519fdd', '#386e99', '#3a3d41', '#8f5b30', '#cf8447', '#ffba85'],
};
