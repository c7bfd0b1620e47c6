import type { EChartsType } from '../../charts/option.ts';
import { boxOf, cellAt, isSame, isSameLine, lineAt, stepped, type Line, type Point } from './pointing.ts';

interface Handlers {
  /** How many columns and rows are drawn. */
  size: () => { columns: number; rows: number };
  /** Whether there is something in a cell to be opened. */
  isFilled: (point: Point) => boolean;
  /** Cells are opened: one by a press, several by a drag. */
  onopen: (one: Point, other: Point) => void;
  /** A line is opened, by its head or its total. */
  online: (line: Line) => void;
}

/** Where the cursor of a picture is: pointer and arrow keys move the same one. */
export interface Cursor {
  /** The cell that it is on. */
  readonly at: Point | null;
  /** Where dragging began, or Shift with an arrow key: a block reaches from there to the cell. */
  readonly from: Point | null;
  /** The line whose head or total it is on, and where it came there, in pixels. */
  readonly line: (Line & { pixel: [number, number] }) | null;
  /** Whether keys brought it there: then it is announced. */
  readonly typing: boolean;
  /** Whether it was pressed there: then it has been told what is there. */
  readonly pressed: boolean;
  /** Follows the pointer over a drawing. */
  follow: (chart: EChartsType) => void;
  /**
   * Follows an arrow key, which with Shift spans a block from the cell it leaves, or opens the cell or block by Enter. Gives whether
   * it was for the cursor.
   */
  type: (key: string, withShift: boolean) => boolean;
  /** Lets go of the cell. */
  leave: () => void;
}

/** The cursor of a picture. */
export function pictureCursor({ size, isFilled, onopen, online }: Handlers): Cursor {
  let at = $state.raw<Point | null>(null);
  let from = $state.raw<Point | null>(null);
  let spanned = $state.raw<Point | null>(null);
  let line = $state.raw<Cursor['line']>(null);
  let typing = $state(false);
  let pressed = $state(false);

  /** A picture may have become smaller since the cursor came there. */
  const within = (point: Point | null) => {
    const { columns, rows } = size();
    return point && point.x < columns && point.y < rows ? point : null;
  };

  function moveTo(point: Point | null, head: Cursor['line'] = null) {
    typing = false;
    if (isSame(point, at) && isSameLine(head, line) && spanned === null) return;
    [at, line, pressed, spanned] = [point, head, false, null];
  }

  function follow(chart: EChartsType) {
    const zr = chart.getZr();
    const cellUnder = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }) => {
      const { columns, rows } = size();
      return cellAt(chart, [offsetX, offsetY], columns, rows);
    };
    const headUnder = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }) => {
      const { columns, rows } = size();
      const cells = boxOf(chart, { x: 0, y: 0 }, { x: columns - 1, y: rows - 1 });
      const pixel: [number, number] = [offsetX, offsetY];
      const found = lineAt(cells, pixel, columns, rows);
      return found && { ...found, pixel };
    };
    zr.on('mousedown', (event) => {
      from = cellUnder(event);
      moveTo(from, from ? null : headUnder(event));
    });
    zr.on('mousemove', (event) => {
      const point = cellUnder(event);
      if (from) return moveTo(point ?? at);
      moveTo(point, point ? null : headUnder(event));
      if (line || (point && isFilled(point))) zr.setCursorStyle('pointer');
    });
    zr.on('mouseup', () => {
      const [start, end] = [from, at];
      from = null;
      if (!start || !end || isSame(start, end)) return;
      pressed = true;
      onopen(start, end);
    });
    zr.on('click', (event) => {
      const point = cellUnder(event);
      const head = point ? null : headUnder(event);
      pressed = true;
      if (point && isFilled(point)) onopen(point, point);
      else if (head) online(head);
    });
    zr.on('globalout', () => {
      from = null;
      moveTo(null);
    });
  }

  function type(key: string, withShift: boolean): boolean {
    const { columns, rows } = size();
    const next = stepped(key, at, columns, rows);
    if (next) {
      const began = withShift ? (spanned ?? at) : null;
      spanned = isSame(began, next) ? null : began;
      [at, line, typing, pressed] = [next, null, true, false];
    } else if (key === 'Enter' && within(at)) onopen(within(spanned) ?? at!, at!);
    else return false;
    return true;
  }

  return {
    get at() {
      return within(at);
    },
    get from() {
      return within(from ?? spanned);
    },
    get line() {
      return line;
    },
    get typing() {
      return typing;
    },
    get pressed() {
      return pressed;
    },
    follow,
    type,
    leave: () => moveTo(null),
  };
}
