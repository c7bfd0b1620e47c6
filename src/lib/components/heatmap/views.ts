import { shownKeys } from '../../charts/axis-keys.ts';
import { changesOf, type Drawn } from '../../charts/changes.ts';
import { heatScale, type Spread } from '../../charts/heat-scale.ts';
import { incidentMarks } from '../../charts/incident-marks.ts';
import type { HeatmapAnswer, IncidentRow } from '../../contracts/index.ts';
import type { Multiples, PanelChoice } from './question.ts';
import { writeShort, type HeatmapView } from './view.ts';

/** One of the small multiples, answered. */
export interface Panel extends PanelChoice {
  answer: HeatmapAnswer;
}

/** What all pictures of a page share. */
export interface Shared extends Pick<HeatmapView, 'places' | 'language' | 'year'> {
  spread: Spread;
  /** At most so many rows and columns without a natural order. */
  most: number;
  incidents: readonly IncidentRow[];
}

/** The scale of an answer, in steps that differ as they are written. */
const scaleOf = (answer: Drawn, { spread, language }: Shared) =>
  heatScale(answer, spread, (size) => writeShort({ answer, language }, size));

/** An answer as it is drawn. */
export function viewOf(answer: HeatmapAnswer, categories: readonly string[], shared: Shared): HeatmapView {
  const drawn = changesOf(answer);
  return {
    ...shared,
    answer: drawn,
    categories,
    rows: shownKeys(drawn, 'row', shared.most),
    columns: shownKeys(drawn, 'column', shared.most),
    scale: scaleOf(drawn, shared),
    marks: incidentMarks(drawn, shared.incidents),
  };
}

/** The small multiples: on the rows and columns of the whole, and on one scale unless each has its own. */
export function panelViews(panels: readonly Panel[], whole: HeatmapView, shared: Shared, scales: Multiples) {
  const drawn = panels.map(({ answer }): Drawn => changesOf(answer));
  const all = { ...whole.answer, cells: drawn.flatMap(({ cells }) => cells) };
  const scale = scaleOf(all, shared);
  return panels.map(({ panel, categories }, index) => {
    const answer = drawn[index]!;
    const incidents = shared.incidents.filter(({ category }) => categories.includes(category));
    const view: HeatmapView = {
      ...whole,
      answer,
      categories,
      scale: scales === 'own' ? scaleOf(answer, shared) : scale,
      marks: incidentMarks(answer, incidents),
    };
    return { panel, view };
  });
}
