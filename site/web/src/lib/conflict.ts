/** Shows both texts when a save met another one; what is chosen decides which stands, the other stays in the history. */
export function showConflict(
  pane: HTMLElement,
  theirs: string,
  keepMine: () => Promise<void>,
  takeTheirs: () => Promise<void>,
): void {
  const title = document.createElement("p");
  title.textContent =
    "This file was changed elsewhere, perhaps in another tab, since your text was begun. Both are here: yours above, the other below.";
  const other = document.createElement("pre");
  other.className = "code";
  other.tabIndex = 0;
  other.textContent = theirs;
  const choices = document.createElement("div");
  choices.className = "cluster";
  choices.append(choice("Keep mine", keepMine), choice("Take the other", takeTheirs));
  const note = document.createElement("p");
  note.className = "small muted";
  note.textContent = "Whichever you choose, both stay in the history.";
  pane.replaceChildren(title, other, choices, note);
  pane.setAttribute("role", "alert");
  pane.hidden = false;
}

function choice(text: string, act: () => Promise<void>): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", () => {
    button.disabled = true;
    void act().finally(() => (button.disabled = false));
  });
  return button;
}
