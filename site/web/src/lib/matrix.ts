/**
 * Thousands of squares are one stop on the way of the Tab key: arrow keys move between them, as in a grid. A line above says
 * what the square under the pointer or the focus means.
 */
export function moveInMatrix(): void {
  const table = document.querySelector<HTMLTableElement>("[data-matrix]");
  if (!table) return;
  const rows = [...(table.tBodies[0]?.rows ?? [])].map((row) => [...row.querySelectorAll<HTMLElement>(".square")]);
  const first = rows[0]?.[0];
  if (!first) return;
  table.setAttribute("role", "grid");
  for (const square of rows.flat()) square.tabIndex = -1;
  let current = first;
  current.tabIndex = 0;

  const focus = (square: HTMLElement | undefined): void => {
    if (!square) return;
    current.tabIndex = -1;
    current = square;
    current.tabIndex = 0;
    current.focus();
  };

  table.addEventListener("keydown", (event) => {
    const row = rows.findIndex((squares) => squares.includes(event.target as HTMLElement));
    const squares = rows[row];
    if (!squares || event.altKey || event.metaKey) return;
    const column = squares.indexOf(event.target as HTMLElement);
    const target: Record<string, HTMLElement | undefined> = {
      ArrowRight: squares[column + 1],
      ArrowLeft: squares[column - 1],
      ArrowDown: rows[row + 1]?.[column],
      ArrowUp: rows[row - 1]?.[column],
      PageDown: rows[Math.min(row + 10, rows.length - 1)]?.[column],
      PageUp: rows[Math.max(row - 10, 0)]?.[column],
      Home: event.ctrlKey ? first : squares[0],
      End: event.ctrlKey ? rows.at(-1)?.at(-1) : squares.at(-1),
    };
    if (!(event.key in target)) return;
    event.preventDefault();
    focus(target[event.key]);
  });

  const readout = document.querySelector<HTMLElement>("[data-readout]");
  if (!readout) return;
  readout.hidden = false;
  const hint = readout.textContent;
  const read = (event: Event): void => {
    const square = (event.target as HTMLElement).closest<HTMLElement>(".square");
    readout.textContent = square?.getAttribute("aria-label") ?? hint;
  };
  table.addEventListener("pointerover", read);
  table.addEventListener("focusin", read);
}
